package dev.styxcache.testing;

import dev.styxcache.application.api.ByteProgress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Adds up what it is told. */
public final class RecordingProgress implements ByteProgress {

  private final AtomicLong due = new AtomicLong();
  private final AtomicLong read = new AtomicLong();
  private final AtomicInteger finished = new AtomicInteger();

  @Override
  public void due(long bytes) {
    due.addAndGet(bytes);
  }

  @Override
  public void done(long bytes) {
    read.addAndGet(bytes);
  }

  @Override
  public void finished() {
    finished.incrementAndGet();
  }

  /** All that was due, in bytes. */
  public long due() {
    return due.get();
  }

  /** All that was read, in bytes. */
  public long read() {
    return read.get();
  }

  /** How many rounds have ended. */
  public int rounds() {
    return finished.get();
  }
}
