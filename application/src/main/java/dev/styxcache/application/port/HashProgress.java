package dev.styxcache.application.port;

/**
 * Is told how far the hashing of inputs has come, to show it to people. Called by several threads
 * at once. Must not throw.
 */
public interface HashProgress {

  /**
   * So much will be read, in addition to what was announced before.
   *
   * @param bytes at least 0
   */
  void due(long bytes);

  /**
   * So much was read, in addition to what was reported before.
   *
   * @param bytes at least 0
   */
  void read(long bytes);

  /**
   * Everything that was due has been read, or the hashing has failed. Further rounds may follow.
   */
  void finished();

  /**
   * Shows nothing.
   *
   * @return the listener
   */
  static HashProgress silent() {
    return new HashProgress() {
      @Override
      public void due(long bytes) {}

      @Override
      public void read(long bytes) {}

      @Override
      public void finished() {}
    };
  }
}
