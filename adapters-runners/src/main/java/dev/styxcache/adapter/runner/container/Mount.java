package dev.styxcache.adapter.runner.container;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A file or directory of this machine that a container sees.
 *
 * @param source its path on this machine, absolute
 * @param target its path in the container, absolute
 * @param writable whether the container may write to it
 */
public record Mount(Path source, String target, boolean writable) {

  /**
   * Looks for what prevents a path from being mounted. All engines parse the option as one line of
   * CSV, which loses a carriage return before a line feed, even in quotes.
   *
   * @param path a path of this machine, or of the container
   * @return the fault and what to do, as the end of a sentence about the path
   */
  public static Optional<String> findFault(String path) {
    if (path.contains("\r\n")) {
      return Optional.of(
          "has a carriage return and a line feed together in its name, which no container engine can"
              + " express: rename it, or link to it");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(path)) {
      return Optional.of(
          "has a name that is not valid Unicode, which no container engine can express: rename it,"
              + " or link to it");
    }
    return Optional.empty();
  }

  /**
   * The value of the option {@code --mount}, which is the same for docker, podman, Apptainer and
   * Singularity: a line of CSV. Fields with a path are quoted, and double quotes in them doubled
   * (RFC 4180), so that no name can add an option.
   *
   * @return such as {@code type=bind,"source=/a,b","target=/c",readonly}
   */
  public String option() {
    return Stream.concat(
            Stream.of("type=bind", quoted("source=" + source), quoted("target=" + target)),
            writable ? Stream.empty() : Stream.of("readonly"))
        .collect(Collectors.joining(","));
  }

  /**
   * Finds what a container sees at a path.
   *
   * @param mounts the mounts of the container
   * @param seen a path in the container
   * @return its path on this machine; the path itself where it is below no mount
   */
  static String hostPath(List<Mount> mounts, String seen) {
    Path path = Path.of(seen);
    return mounts.stream()
        .filter(mount -> path.startsWith(mount.target()))
        .max(Comparator.comparingInt(mount -> mount.target().length()))
        .map(mount -> mount.source().resolve(Path.of(mount.target()).relativize(path)).toString())
        .orElse(seen);
  }

  private static String quoted(String field) {
    return '"' + field.replace("\"", "\"\"") + '"';
  }
}
