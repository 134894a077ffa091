package dev.styxcache.tools;

import dev.styxcache.domain.key.PathText;
import dev.styxcache.tools.bind.BoundCall;
import dev.styxcache.tools.bind.OutputValue;
import dev.styxcache.tools.bind.RefusedCallException;
import dev.styxcache.tools.validate.NearestName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The outputs of one call: what is declared before the run, and what was made after it. */
public final class CallOutputs {

  private static final String OUTPUT_DIRECTORY = ".";

  private final String tool;
  private final BoundCall call;
  private final Set<String> required;
  private final Map<String, Boolean> optionalByPath = new LinkedHashMap<>();

  /**
   * The outputs of a call.
   *
   * @param tool name of the tool, for messages
   * @param call the call
   * @param required names of the outputs that the tool must make
   * @throws RefusedCallException if one of these is no output of the tool, or is not made with
   *     these parameters
   */
  public CallOutputs(String tool, BoundCall call, Collection<String> required) {
    this.tool = tool;
    this.call = call;
    this.required = new LinkedHashSet<>(required);
    for (String name : required) {
      requireKnown(name);
    }
    call.outputs().forEach((name, value) -> declare(name, value));
  }

  private void requireKnown(String name) {
    OutputValue value = call.outputs().get(name);
    if (value == null) {
      throw new RefusedCallException(
          tool
              + " has no output "
              + name
              + NearestName.of(name, call.outputs().keySet())
                  .map(nearest -> "; did you mean " + nearest + "?")
                  .orElse("; it has " + String.join(", ", call.outputs().keySet())));
    }
    boolean none = value instanceof OutputValue.Many many && many.values().isEmpty();
    if (none || value instanceof OutputValue.Absent) {
      throw new RefusedCallException(
          tool + " does not make the output " + name + " with these parameters");
    }
  }

  private void declare(String name, OutputValue value) {
    if (value instanceof OutputValue.Many many) {
      many.values().forEach(one -> declare(name, one));
    } else if (value instanceof OutputValue.Path path
        && !isDirectory(path.path())
        && !isPattern(path.path())) {
      optionalByPath.merge(path.path(), !required.contains(name), Boolean::logicalAnd);
    }
  }

  /**
   * The paths to declare, in the order of the descriptor: for each, whether the tool need not make
   * it. The output directory itself is not among them.
   *
   * @return paths relative to the output directory
   */
  public Map<String, Boolean> optionalByPath() {
    return optionalByPath;
  }

  /**
   * Looks at what a run has made.
   *
   * @param directory the output directory
   * @param located where an output is that was declared by its path, if it was made
   * @param copies where the copy of a mutable input is, by the input's path, if it was made
   * @param lines the lines of the standard streams
   * @param files finds outputs that match a pattern
   * @return what was made, by the names of the outputs
   * @throws MissingOutputException if a required output was not made
   */
  public Map<String, Made> made(
      Path directory,
      Function<String, Optional<Path>> located,
      Function<String, Optional<Path>> copies,
      StreamLines lines,
      ToolFiles files) {
    Map<String, Made> made = new LinkedHashMap<>();
    call.outputs()
        .forEach(
            (name, value) -> made.put(name, made(value, directory, located, copies, lines, files)));
    for (String name : required) {
      Made one = made.getOrDefault(name, new Made.Absent());
      boolean none = one instanceof Made.Several several && several.items().isEmpty();
      if (none || one instanceof Made.Absent) {
        throw new MissingOutputException(
            tool
                + " did not make the output "
                + name
                + ", which was required; what it made is in "
                + directory);
      }
    }
    return made;
  }

  private static Made made(
      OutputValue value,
      Path directory,
      Function<String, Optional<Path>> located,
      Function<String, Optional<Path>> copies,
      StreamLines lines,
      ToolFiles files) {
    if (value instanceof OutputValue.Path path) {
      if (isDirectory(path.path())) {
        return new Made.File(directory);
      }
      return isPattern(path.path())
          ? matches(path.path(), directory, files)
          : file(located.apply(path.path()));
    } else if (value instanceof OutputValue.MutableCopy copy) {
      return file(copies.apply(copy.hostPath()));
    } else if (value instanceof OutputValue.Matches matches) {
      return new Made.Several(found(matches.pattern(), directory, files));
    } else if (value instanceof OutputValue.Many many) {
      List<Made> items = new ArrayList<>();
      many.values().forEach(one -> items.add(made(one, directory, located, copies, lines, files)));
      return new Made.Several(items);
    } else if (value instanceof OutputValue.Lines stream) {
      return new Made.Lines(lines.of(stream.stream()));
    }
    return new Made.Absent();
  }

  /** What a path of one file stands for that has wildcards, as some descriptors write it. */
  private static Made matches(String pattern, Path directory, ToolFiles files) {
    List<Made> found = found(pattern, directory, files);
    return switch (found.size()) {
      case 0 -> new Made.Absent();
      case 1 -> found.get(0);
      default -> new Made.Several(found);
    };
  }

  private static List<Made> found(String pattern, Path directory, ToolFiles files) {
    List<Made> found = new ArrayList<>();
    files.matches(directory, pattern).forEach(path -> found.add(new Made.File(path)));
    return found;
  }

  private static boolean isDirectory(String path) {
    return PathText.normalForm(path).equals(OUTPUT_DIRECTORY);
  }

  private static boolean isPattern(String path) {
    return path.indexOf('*') >= 0 || path.indexOf('?') >= 0;
  }

  private static Made file(Optional<Path> path) {
    return path.isPresent() ? new Made.File(path.get()) : new Made.Absent();
  }
}
