package dev.styxcache.adapter.fs.hash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;

/** BLAKE3 that lets a test do something while a file is being read. */
final class HookedBlake3 implements Blake3 {

  /** What a test does. */
  interface Hook {
    void run() throws IOException;
  }

  private final Blake3 blake3 = new RctcwyvrnBlake3();
  private final int update;
  private final Hook hook;
  private final AtomicInteger updates = new AtomicInteger();

  /**
   * A new one.
   *
   * @param update after which update of all digests together the hook runs, from 1; once
   */
  HookedBlake3(int update, Hook hook) {
    this.update = update;
    this.hook = hook;
  }

  @Override
  public Hash begin() {
    Hash hash = blake3.begin();
    return new Hash() {
      @Override
      public void update(byte[] bytes, int length) {
        hash.update(bytes, length);
        if (updates.incrementAndGet() == update) {
          try {
            hook.run();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      }

      @Override
      public byte[] digest() {
        return hash.digest();
      }
    };
  }
}
