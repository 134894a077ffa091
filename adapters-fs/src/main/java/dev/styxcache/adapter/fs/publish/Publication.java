package dev.styxcache.adapter.fs.publish;

/** What has become of a folder that was to be the entry of its key. */
public sealed interface Publication {

  /** It is the entry. */
  record Published() implements Publication {}

  /** Another folder is the entry, which now lacks nothing that could be added. */
  record Merged() implements Publication {}

  /**
   * Another folder is the entry, and lacks outputs. None was added, since both runs made an output
   * with different contents.
   *
   * @param output the path of the output
   */
  record Different(String output) implements Publication {}

  /** The entry that it was to be merged into is gone. */
  record Gone() implements Publication {}
}
