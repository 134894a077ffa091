package dev.styxcache.adapter.hash;

import dev.styxcache.application.api.ByteProgress;

/** One round of hashing, as it is shown to people: nothing is told of it after its end. */
final class ProgressRound implements AutoCloseable {

  private final ByteProgress progress;
  private volatile boolean finished;

  ProgressRound(ByteProgress progress) {
    this.progress = progress;
  }

  void due(long bytes) {
    progress.due(bytes);
  }

  /** Threads that were told to stop may still read a little. */
  void read(long bytes) {
    if (!finished) {
      progress.done(bytes);
    }
  }

  @Override
  public void close() {
    finished = true;
    progress.finished();
  }
}
