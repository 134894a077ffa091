package dev.styxcache.application.spi;

import java.util.Map;

/** The outcome of {@link Staging#commit}. */
public sealed interface Commit {

  /**
   * The staged tree is now the entry.
   *
   * @param leftOut what the entry cannot hold, by its path, with the reason for people: pipes,
   *     sockets, links that lead out; nothing of it was declared as an output
   */
  record Stored(Map<String, String> leftOut) implements Commit {

    /** Copies the map. */
    public Stored {
      leftOut = Map.copyOf(leftOut);
    }

    /** The whole tree is the entry. */
    public Stored() {
      this(Map.of());
    }
  }

  /** Another run published its entry first; outputs that it lacked were added to it. */
  record Joined() implements Commit {}

  /**
   * The entry of an earlier run was replaced: it lacked outputs, and what both runs made differs,
   * so that an entry with outputs of both would be of no run.
   *
   * @param output the path of an output that differs
   * @param leftOut what the entry cannot hold, as of {@link Stored}
   */
  record Replaced(String output, Map<String, String> leftOut) implements Commit {

    /** Copies the map. */
    public Replaced {
      leftOut = Map.copyOf(leftOut);
    }
  }

  /**
   * The tree was refused: a declared output is a link that leads out of it, or neither file,
   * directory nor link; or it cannot be stored at all.
   *
   * @param reason what and where, for people
   */
  record Refused(String reason) implements Commit {}
}
