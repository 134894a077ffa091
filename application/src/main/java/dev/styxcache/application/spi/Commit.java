package dev.styxcache.application.spi;

/** The outcome of {@link Staging#commit}. */
public sealed interface Commit {

  /** The staged tree is now the entry. */
  record Stored() implements Commit {}

  /** Another run published its entry first; outputs that it lacked were added to it. */
  record Joined() implements Commit {}

  /**
   * The tree was refused: a link leads out of it, or it contains something other than files,
   * directories and links.
   *
   * @param reason what and where, for people
   */
  record Refused(String reason) implements Commit {}
}
