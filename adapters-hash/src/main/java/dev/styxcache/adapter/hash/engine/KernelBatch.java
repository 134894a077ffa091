package dev.styxcache.adapter.hash.engine;

import dev.styxcache.blake3.Kernel;
import dev.styxcache.blake3.KernelSelector;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.LongConsumer;

/** Small files side by side in one buffer, whose chunks share the lanes of a kernel. */
final class KernelBatch implements HashEngine.Batch {

  private static final int FIRST_CAPACITY = 16;

  private final KernelSelector kernels;
  private final Workspace workspace = Workspace.take();
  private final ByteBuffer buffer;
  private int[] offsets = new int[FIRST_CAPACITY];
  private int[] lengths = new int[FIRST_CAPACITY];
  private int count;
  private int end;

  KernelBatch(KernelSelector kernels, int bytes) {
    this.kernels = kernels;
    this.buffer = workspace.buffer(Math.min(bytes, Workspace.MAX_BYTES));
  }

  @Override
  public boolean add(Path file, int size, LongConsumer read) throws IOException {
    buffer.clear().position(end);
    try (OpenFile open = OpenFile.open(file)) {
      if (!open.readWhole(buffer, size)) {
        return false;
      }
    }
    if (count == offsets.length) {
      offsets = Arrays.copyOf(offsets, 2 * count);
      lengths = Arrays.copyOf(lengths, 2 * count);
    }
    offsets[count] = end;
    lengths[count++] = size;
    end = aligned(end + size);
    read.accept(size);
    return true;
  }

  private static int aligned(int offset) {
    return (offset + Workspace.ALIGNMENT - 1) & -Workspace.ALIGNMENT;
  }

  @Override
  public byte[] digests() {
    byte[] digests = new byte[count * Kernel.DIGEST_BYTES];
    workspace.kernel(kernels).batch(buffer, offsets, lengths, count, digests);
    return digests;
  }

  @Override
  public void close() {
    workspace.giveBack();
  }
}
