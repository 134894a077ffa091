package dev.styxcache.application.run;

import dev.styxcache.application.api.InvalidOutputException;
import dev.styxcache.domain.key.PathText;
import dev.styxcache.domain.manifest.ReservedNames;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** Checks and normalises the names of outputs. */
final class OutputName {

  private OutputName() {}

  /**
   * Checks a name and normalises it.
   *
   * @param name a path relative to the output directory
   * @return the path without {@code .}, {@code ..} and doubled slashes; {@code .} for the directory
   *     itself
   * @throws InvalidOutputException if it is absolute, leads out of the directory, or is reserved
   */
  static String normalize(String name) {
    if (name.startsWith("/")) {
      throw refused(name, "it is absolute");
    }
    if (name.indexOf('\0') >= 0) {
      throw refused(name.replace("\0", "\\0"), "it has a NUL in it");
    }
    Deque<String> segments = new ArrayDeque<>();
    for (String segment : Arrays.asList(PathText.normalForm(name).split("/"))) {
      if (segment.equals("..")) {
        if (segments.pollLast() == null) {
          throw refused(name, "it leads out of the output directory");
        }
      } else if (!segment.equals(".")) {
        segments.addLast(segment);
      }
    }
    if (segments.isEmpty()) {
      return ".";
    }
    if (ReservedNames.contain(segments.getFirst())) {
      throw refused(name, "names that begin with " + ReservedNames.PREFIX + " are the cache's own");
    }
    return String.join("/", segments);
  }

  private static InvalidOutputException refused(String name, String why) {
    return new InvalidOutputException(
        "the output "
            + name
            + " has an invalid name: "
            + why
            + "; name it relative to the output directory, such as brain.nii.gz");
  }
}
