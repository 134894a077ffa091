package dev.styxcache.adapter.runner.container;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A file or directory of this machine that a container sees.
 *
 * @param source where it is here, absolute
 * @param target where the container sees it, absolute
 * @param writable whether the container may write to it
 */
public record Mount(Path source, String target, boolean writable) {

  /**
   * Looks for what keeps a path from being mounted. All engines read the option as one line of CSV,
   * in which a carriage return before a line feed is lost, even in quotes.
   *
   * @param path a path of this machine, or of the container
   * @return the fault and what to do, as the end of a sentence about the path
   */
  public static Optional<String> findFault(String path) {
    if (path.contains("\r\n")) {
      return Optional.of(
          "has a carriage return and a line feed together in its name, which no container engine can"
              + " be told: rename it, or link to it");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(path)) {
      return Optional.of(
          "has a name that is not valid Unicode, which no container engine can be told: rename it,"
              + " or link to it");
    }
    return Optional.empty();
  }

  /**
   * The value of the option {@code --mount}, which docker, podman, Apptainer and Singularity
   * understand alike: a line of CSV. Each field that has a path is in double quotes, and double
   * quotes in it are doubled (RFC 4180), so that no name can add an option.
   *
   * @return such as {@code type=bind,"source=/a,b","target=/c",readonly}
   */
  public String option() {
    return Stream.concat(
            Stream.of("type=bind", quoted("source=" + source), quoted("target=" + target)),
            writable ? Stream.empty() : Stream.of("readonly"))
        .collect(Collectors.joining(","));
  }

  private static String quoted(String field) {
    return '"' + field.replace("\"", "\"\"") + '"';
  }
}
