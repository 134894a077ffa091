package dev.styxcache.adapter.hash;

import dev.styxcache.domain.key.ContentHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;

/** Contents that let a test do something while a file is being read, and count the reads. */
final class HookedContents implements Contents {

  /** What a test does. */
  interface Hook {
    void run() throws IOException;
  }

  private final Contents contents;
  private final int read;
  private final Hook hook;
  private final AtomicInteger reads;

  /**
   * New ones.
   *
   * @param read after which piece that was read of all files together the hook runs, from 1; once
   */
  HookedContents(Contents contents, int read, Hook hook) {
    this(contents, read, hook, new AtomicInteger());
  }

  private HookedContents(Contents contents, int read, Hook hook, AtomicInteger reads) {
    this.contents = contents;
    this.read = read;
    this.hook = hook;
    this.reads = reads;
  }

  /** Contents whose reads are counted, and nothing else. */
  static HookedContents counting(Contents contents, AtomicInteger reads) {
    return new HookedContents(contents, 0, () -> {}, reads);
  }

  private LongConsumer hooked(LongConsumer listener) {
    return bytes -> {
      listener.accept(bytes);
      if (reads.incrementAndGet() == read) {
        try {
          hook.run();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }

  @Override
  public Hash begin() {
    return contents.begin();
  }

  @Override
  public Optional<ContentHash> digest(Path file, long size, LongConsumer listener)
      throws IOException {
    return contents.digest(file, size, hooked(listener));
  }

  @Override
  public Batch batch(int bytes) {
    Batch batch = contents.batch(bytes);
    return new Batch() {
      @Override
      public boolean add(Path file, int size, LongConsumer listener) throws IOException {
        return batch.add(file, size, hooked(listener));
      }

      @Override
      public byte[] digests() {
        return batch.digests();
      }

      @Override
      public void close() {
        batch.close();
      }
    };
  }
}
