package dev.styxcache.adapter.hash;

import dev.styxcache.adapter.hash.engine.HashEngine;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.tree.StreamingHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;

/** Runs a hook of a test while a file is being read, and counts the reads. */
final class HookedEngine implements HashEngine {

  /** What a test does. */
  interface Hook {
    void run() throws IOException;
  }

  private final HashEngine engine;
  private final int read;
  private final Hook hook;
  private final AtomicInteger reads;

  /**
   * Wraps an engine.
   *
   * @param read after which piece that was read of all files together the hook runs, from 1; once
   */
  HookedEngine(HashEngine engine, int read, Hook hook) {
    this(engine, read, hook, new AtomicInteger());
  }

  private HookedEngine(HashEngine engine, int read, Hook hook, AtomicInteger reads) {
    this.engine = engine;
    this.read = read;
    this.hook = hook;
    this.reads = reads;
  }

  /** Counts the reads, and nothing else. */
  static HookedEngine counting(HashEngine engine, AtomicInteger reads) {
    return new HookedEngine(engine, 0, () -> {}, reads);
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
  public StreamingHash begin() {
    return engine.begin();
  }

  @Override
  public Optional<ContentHash> digest(Path file, long size, LongConsumer listener)
      throws IOException {
    return engine.digest(file, size, hooked(listener));
  }

  @Override
  public Batch batch(int bytes) {
    Batch batch = engine.batch(bytes);
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
