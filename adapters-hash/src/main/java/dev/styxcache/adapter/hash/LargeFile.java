package dev.styxcache.adapter.hash;

import static dev.styxcache.blake3.Kernel.SUBTREE_BYTES;

import dev.styxcache.blake3.Kernel;
import dev.styxcache.blake3.KernelSelector;
import dev.styxcache.blake3.TreeMerge;
import dev.styxcache.domain.key.ContentHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongConsumer;

/** Files of more than one subtree, which several threads read and digest together. */
final class LargeFile {

  private static final int SUBTREE_CHUNKS = SUBTREE_BYTES / 1024;

  private final KernelSelector kernels;
  private final Executor helpers;

  LargeFile(KernelSelector kernels, Executor helpers) {
    this.kernels = kernels;
    this.helpers = helpers;
  }

  /** Digests a file, as {@link Contents#digest} says. */
  Optional<ContentHash> digest(Path file, long size, LongConsumer read) throws IOException {
    TreeMerge merge = new TreeMerge(size);
    try (OpenFile open = OpenFile.open(file)) {
      long most = open.isShareable() ? HashThreads.COUNT - 1L : 0;
      SharedWork.run(
          merge.subtrees(), most, helpers, () -> new Reader(open, size, merge, read, kernels));
      // All that was read is one byte less than there is, if there is more.
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

  /** Reads and digests subtrees, in a workspace of its own. */
  private static final class Reader implements SharedWork.Worker {

    private final OpenFile open;
    private final long size;
    private final TreeMerge merge;
    private final LongConsumer read;
    private final KernelSelector kernels;
    private final Workspace workspace = Workspaces.take();

    Reader(OpenFile open, long size, TreeMerge merge, LongConsumer read, KernelSelector kernels) {
      this.open = open;
      this.size = size;
      this.merge = merge;
      this.read = read;
      this.kernels = kernels;
    }

    @Override
    public void part(long number) throws IOException {
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
      Workspaces.giveBack(workspace);
    }
  }

  /** The file ended before it should. */
  private static final class TooShortException extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
