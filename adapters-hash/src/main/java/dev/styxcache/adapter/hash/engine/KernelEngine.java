package dev.styxcache.adapter.hash.engine;

import static dev.styxcache.blake3.Kernel.SUBTREE_BYTES;

import dev.styxcache.blake3.KernelSelector;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.tree.StreamingHash;
import dev.styxcache.files.FileStat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongConsumer;

/**
 * Hashes with the kernels of {@link dev.styxcache.blake3}. Files are read into the buffers of
 * workspaces, whole or one subtree at a time. While one thread waits for the disk another hashes,
 * even with a single file.
 */
public final class KernelEngine implements HashEngine {

  private final KernelSelector kernels;
  private final Executor helpers;

  /**
   * Cleared by the first batch that fails in C. Mostly a file has changed then, and all ends; but
   * where a file system gives C other numbers than Java, every file would be read twice.
   */
  private volatile boolean nativeBatches = true;

  /**
   * Creates an engine.
   *
   * @param kernels selects the kernel
   * @param helpers runs what helps with a large file, at some time or never
   */
  public KernelEngine(KernelSelector kernels, Executor helpers) {
    this.kernels = kernels;
    this.helpers = helpers;
  }

  @Override
  public StreamingHash begin() {
    return new KernelHash(kernels);
  }

  @Override
  public void announce(long bytes) {
    kernels.announce(bytes);
  }

  @Override
  public Optional<ContentHash> digest(Path file, long size, LongConsumer read) throws IOException {
    if (size > SUBTREE_BYTES) {
      return new LargeFile(kernels, helpers).digest(file, size, read);
    }
    Workspace workspace = Workspace.take();
    try (OpenFile open = OpenFile.open(file)) {
      ByteBuffer buffer = workspace.buffer((int) size + 1);
      if (!open.readWhole(buffer, (int) size)) {
        return Optional.empty();
      }
      read.accept(size);
      byte[] digest = workspace.kernel(kernels).hash(buffer.position(0).limit((int) size));
      return Optional.of(ContentHash.of(digest));
    } finally {
      workspace.giveBack();
    }
  }

  @Override
  public Optional<byte[]> digests(List<Path> files, List<FileStat> expected, LongConsumer read) {
    if (!nativeBatches
        || !kernels.wantsNative()
        || !NativeFiles.areAvailable()
        || Thread.currentThread().isInterrupted()) {
      return Optional.empty();
    }
    Optional<byte[]> digests = NativeFiles.digests(files, expected);
    if (digests.isPresent()) {
      expected.forEach(file -> read.accept(file.size()));
    } else {
      nativeBatches = false;
    }
    return digests;
  }

  @Override
  public Batch batch(int bytes) {
    return new KernelBatch(kernels, bytes);
  }
}
