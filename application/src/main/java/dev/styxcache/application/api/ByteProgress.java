package dev.styxcache.application.api;

/**
 * Is told how far a work on many bytes has come (inputs that are hashed, entries that are copied to
 * or from another machine), to show it to people. Called by several threads at once. Must not
 * throw.
 */
public interface ByteProgress {

  /**
   * So many bytes are to be done, in addition to what was announced before.
   *
   * @param bytes at least 0
   */
  void due(long bytes);

  /**
   * So many were done, in addition to what was reported before.
   *
   * @param bytes at least 0
   */
  void done(long bytes);

  /** Everything that was due has been done, or the work has failed. Further rounds may follow. */
  void finished();

  /**
   * Shows nothing.
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
