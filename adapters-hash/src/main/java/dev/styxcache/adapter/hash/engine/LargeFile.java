package dev.styxcache.adapter.hash.engine;

import static dev.styxcache.blake3.Kernel.SUBTREE_BYTES;

import dev.styxcache.blake3.Kernel;
import dev.styxcache.blake3.KernelSelector;
import dev.styxcache.blake3.TreeMerge;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.files.SharedWork;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongConsumer;

/** Hashes files of more than one subtree; several threads read and hash one file together. */
final class LargeFile {

  private static final int SUBTREE_CHUNKS = SUBTREE_BYTES / 1024;

  private final KernelSelector kernels;
  private final Executor helpers;

  LargeFile(KernelSelector kernels, Executor helpers) {
    this.kernels = kernels;
    this.helpers = helpers;
  }

  /** Hashes a file, as {@link HashEngine#digest} specifies. */
  Optional<ContentHash> digest(Path file, long size, LongConsumer read) throws IOException {
    TreeMerge merge = new TreeMerge(size);
    try (OpenFile open = OpenFile.open(file)) {
      long helping = open.isShareable() ? HashThreads.COUNT - 1L : 0;
      SharedWork.run(
          merge.subtrees(), helping, helpers, () -> new Reader(open, size, merge, read, kernels));
      // A byte beyond the expected end means that the file is longer.
      if (open.fill(ByteBuffer.allocate(1), size)) {
        return Optional.empty();
      }
    } catch (TooShortException e) {
      return Optional.empty();
    }
    byte[] digest = new byte[Kernel.DIGEST_BYTES];
    merge.digest(digest, 0);
    return Optional.of(ContentHash.of(digest));
  }

  /** Reads and hashes subtrees in a workspace of its own. */
  private static final class Reader implements SharedWork.Worker {

    private final OpenFile open;
    private final long size;
    private final TreeMerge merge;
    private final LongConsumer read;
    private final KernelSelector kernels;
    private final Workspace workspace = Workspace.take();

    Reader(OpenFile open, long size, TreeMerge merge, LongConsumer read, KernelSelector kernels) {
      this.open = open;
      this.size = size;
      this.merge = merge;
      this.read = read;
      this.kernels = kernels;
    }

    @Override
    public void process(long number) throws IOException {
      long position = number * SUBTREE_BYTES;
      int length = (int) Math.min(SUBTREE_BYTES, size - position);
      ByteBuffer buffer = workspace.buffer(length).limit(length);
      if (!open.fill(buffer, position)) {
        throw new TooShortException();
      }
      read.accept(length);
      int[] value = workspace.chainingValue;
      workspace.kernel(kernels).subtree(buffer.flip(), number * SUBTREE_CHUNKS, value, 0);
      merge.add(number, value, 0);
    }

    @Override
    public void close() {
      workspace.giveBack();
    }
  }

  /** The file ended before its expected size. */
  private static final class TooShortException extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
