package dev.styxcache.tools;

import dev.styxcache.application.api.RunReport;
import dev.styxcache.tools.validate.NearestName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run of a tool that succeeded, or a hit.
 *
 * @param tool name of the tool
 * @param directory the output directory
 * @param outputs what was made, by the names of the outputs
 * @param report how it was run; empty for a runner that does not cache
 */
public record ToolRun(
    String tool, Path directory, Map<String, Made> outputs, Optional<RunReport> report) {

  /** Keeps the order of the outputs. */
  public ToolRun {
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
  }

  /**
   * The path of an output that must be there.
   *
   * @param name its name
   * @return the file or directory
   * @throws MissingOutputException if the tool did not make it
   * @throws IllegalArgumentException if the tool has no such output, or it is a list or a stream
   */
  public Path output(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new MissingOutputException(
                    tool + " did not make the output " + name + "; see " + directory));
  }

  /**
   * The path of an output.
   *
   * @param name its name
   * @return the file or directory; empty if the tool did not make it
   * @throws IllegalArgumentException if the tool has no such output, or it is a list or a stream
   */
  public Optional<Path> find(String name) {
    Made made = named(name);
    if (made instanceof Made.File file) {
      return Optional.of(file.path());
    } else if (made instanceof Made.Absent) {
      return Optional.empty();
    }
    throw otherwise(name, made instanceof Made.Lines ? "lines" : "list");
  }

  /**
   * The paths of an output that is made for each entry of a list, or that is all files of a
   * pattern.
   *
   * @param name its name
   * @return the files that were made
   * @throws IllegalArgumentException if the tool has no such output, or it is a stream
   */
  public List<Path> list(String name) {
    List<Path> paths = new ArrayList<>();
    if (named(name) instanceof Made.Lines) {
      throw otherwise(name, "lines");
    }
    collect(named(name), paths);
    return paths;
  }

  private static void collect(Made made, List<Path> paths) {
    if (made instanceof Made.File file) {
      paths.add(file.path());
    } else if (made instanceof Made.Several several) {
      several.items().forEach(item -> collect(item, paths));
    }
  }

  /**
   * The lines of an output that is a standard stream.
   *
   * @param name its name
   * @return the lines without their ends
   * @throws IllegalArgumentException if the tool has no such output, or it is no stream
   */
  public List<String> lines(String name) {
    if (named(name) instanceof Made.Lines lines) {
      return lines.lines();
    }
    throw otherwise(name, "output or list");
  }

  private Made named(String name) {
    Made made = outputs.get(name);
    if (made == null) {
      throw new IllegalArgumentException(
          tool
              + " has no output "
              + name
              + "; it has "
              + String.join(", ", outputs.keySet())
              + NearestName.of(name, outputs.keySet())
                  .map(nearest -> "; did you mean " + nearest + "?")
                  .orElse(""));
    }
    return made;
  }

  private IllegalArgumentException otherwise(String name, String method) {
    return new IllegalArgumentException(
        "the output " + name + " of " + tool + " is asked for by the method " + method);
  }
}
