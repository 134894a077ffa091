package dev.styxcache.adapter.runner.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/**
 * The user of this process, as whom tools run in containers.
 *
 * @param uid the user's number
 * @param gid the group's number
 * @param groups the numbers of all further groups
 * @param umask the permissions that new files do not get, in octal, such as {@code 0022}
 */
public record Caller(int uid, int gid, List<Integer> groups, String umask) {

  private static final Path STATUS = Path.of("/proc/self/status");

  /** Copies the groups. */
  public Caller {
    groups = List.copyOf(groups);
  }

  /**
   * The user of this process.
   *
   * @param own a file or directory that this process made, whose owner is asked for
   * @return the user
   * @throws IOException if the owner is unknown
   */
  static Caller of(Path own) throws IOException {
    int uid = (Integer) Files.getAttribute(own, "unix:uid");
    int gid = (Integer) Files.getAttribute(own, "unix:gid");
    List<Integer> groups = new ArrayList<>();
    String umask = "0022";
    // One byte is one character: names of processes need not be valid Unicode.
    for (String line : status().lines().toList()) {
      StringTokenizer words = new StringTokenizer(line);
      String name = words.hasMoreTokens() ? words.nextToken() : "";
      if (name.equals("Umask:")) {
        umask = words.nextToken();
      } else if (name.equals("Gid:")) {
        words.nextToken(); // The real one; the effective one counts.
        gid = Integer.parseUnsignedInt(words.nextToken());
      } else if (name.equals("Groups:")) {
        while (words.hasMoreTokens()) {
          groups.add(Integer.parseUnsignedInt(words.nextToken()));
        }
      }
    }
    groups.remove((Integer) gid);
    return new Caller(uid, gid, groups, umask);
  }

  private static String status() throws IOException {
    return Files.exists(STATUS)
        ? new String(Files.readAllBytes(STATUS), StandardCharsets.ISO_8859_1)
        : ""; // Not Linux: the engine runs in a virtual machine, which knows no groups of ours.
  }

  /**
   * Whether it is the administrator.
   *
   * @return whether the user's number is 0
   */
  public boolean isRoot() {
    return uid == 0;
  }

  /**
   * User and group as engines take them.
   *
   * @return such as {@code 1000:100}
   */
  String option() {
    return Integer.toUnsignedString(uid) + ":" + Integer.toUnsignedString(gid);
  }
}
