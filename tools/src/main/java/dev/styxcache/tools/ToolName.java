package dev.styxcache.tools;

import java.util.Optional;

/**
 * The name by which a user calls a tool: {@code fsl/bet}, or {@code fsl/6.0.4/bet} for the tool of
 * one version of a package.
 *
 * @param packageName the package
 * @param version the version; nothing for the default one
 * @param app the tool in the package
 */
public record ToolName(String packageName, Optional<String> version, String app) {

  /**
   * Parses a name.
   *
   * @param text the name
   * @return the name; nothing if it does not have two or three parts
   */
  public static Optional<ToolName> parse(String text) {
    String[] parts = text.split("/", -1);
    for (String part : parts) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        return Optional.empty();
      }
    }
    return switch (parts.length) {
      case 2 -> Optional.of(new ToolName(parts[0], Optional.empty(), parts[1]));
      case 3 -> Optional.of(new ToolName(parts[0], Optional.of(parts[1]), parts[2]));
      default -> Optional.empty();
    };
  }

  /**
   * The name without a version, which is also the {@code @type} of a dictionary of parameters.
   *
   * @return for example {@code fsl/bet}
   */
  public String type() {
    return packageName + "/" + app;
  }

  @Override
  public String toString() {
    return packageName + "/" + version.map(one -> one + "/").orElse("") + app;
  }
}
