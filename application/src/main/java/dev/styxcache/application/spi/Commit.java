package dev.styxcache.application.spi;

/** What became of a staging that was to be committed. */
public sealed interface Commit {

  /** It is the entry now. */
  record Stored() implements Commit {}

  /** Another run's entry was there already, and has now what it lacked. */
  record Joined() implements Commit {}

  /**
   * The tree cannot be an entry: a link leads out of it, or it has something that is neither file,
   * folder nor link.
   *
   * @param reason what and where, for people
   */
  record Refused(String reason) implements Commit {}
}
