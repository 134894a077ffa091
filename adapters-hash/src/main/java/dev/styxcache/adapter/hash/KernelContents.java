package dev.styxcache.adapter.hash;

import static dev.styxcache.blake3.Kernel.SUBTREE_BYTES;

import dev.styxcache.blake3.KernelSelector;
import dev.styxcache.domain.key.ContentHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongConsumer;

/**
 * Reads files into the buffers of workspaces, whole or a subtree at a time, and lets kernels digest
 * them there. While one thread waits for the disk another digests, also with a single file.
 */
final class KernelContents implements Contents {

  private final KernelSelector kernels;
  private final Executor helpers;

  /**
   * New contents.
   *
   * @param kernels says which kernel digests
   * @param helpers runs what helps a thread with a large file, at some time or never
   */
  KernelContents(KernelSelector kernels, Executor helpers) {
    this.kernels = kernels;
    this.helpers = helpers;
  }

  @Override
  public Hash begin() {
    return new KernelHash(kernels);
  }

  @Override
  public void due(long bytes) {
    kernels.announce(bytes);
  }

  @Override
  public Optional<ContentHash> digest(Path file, long size, LongConsumer read) throws IOException {
    if (size > SUBTREE_BYTES) {
      return new LargeFile(kernels, helpers).digest(file, size, read);
    }
    Workspace workspace = Workspaces.take();
    try (OpenFile open = OpenFile.open(file)) {
      ByteBuffer buffer = workspace.buffer((int) size + 1);
      if (!open.readWhole(buffer, (int) size)) {
        return Optional.empty();
      }
      read.accept(size);
      byte[] digest = workspace.kernel(kernels).hash(buffer.position(0).limit((int) size));
      return Optional.of(ContentHash.of(digest));
    } finally {
      Workspaces.giveBack(workspace);
    }
  }

  @Override
  public Batch batch(int bytes) {
    return new KernelBatch(kernels, bytes);
  }
}
