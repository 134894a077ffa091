package dev.styxcache.application.api;

/**
 * Receives the progress of hashing, pushing or pulling, in bytes, to show it to people. Called by
 * several threads at once; implementations are thread-safe and never throw.
 */
public interface ByteProgress {

  /**
   * Announces more bytes, in addition to those announced before.
   *
   * @param bytes number of bytes, at least 0
   */
  void due(long bytes);

  /**
   * Reports processed bytes, in addition to those reported before.
   *
   * @param bytes number of bytes, at least 0
   */
  void done(long bytes);

  /**
   * Ends a round: all announced bytes were processed, or the work failed. Further rounds may
   * follow.
   */
  void finished();

  /**
   * A listener that shows nothing.
   *
   * @return the listener
   */
  static ByteProgress silent() {
    return new ByteProgress() {
      @Override
      public void due(long bytes) {}

      @Override
      public void done(long bytes) {}

      @Override
      public void finished() {}
    };
  }
}
