package dev.styxcache.adapter.hash.engine;

import static dev.styxcache.blake3.Kernel.SUBTREE_BYTES;

import dev.styxcache.blake3.Kernel;
import dev.styxcache.blake3.KernelSelector;
import dev.styxcache.blake3.TreeMerge;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.files.SharedWork;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
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
    try (Source open = open(file)) {
      long helping = open.isShareable() ? HashThreads.COUNT - 1L : 0;
      SharedWork.run(merge.subtrees(), helping, helpers, () -> new Reader(open, size, merge, read));
      // A byte beyond the expected end means that the file is longer.
      if (open.hasByteAt(size)) {
        return Optional.empty();
      }
    } catch (TooShortException e) {
      return Optional.empty();
    }
    byte[] digest = new byte[Kernel.DIGEST_BYTES];
    merge.digest(digest, 0);
    return Optional.of(ContentHash.of(digest));
  }

  /** Opens a file, in C if the kernel is; Java opens what C cannot, and has the better message. */
  private Source open(Path file) throws IOException {
    if (kernels.wantsNative() && NativeFiles.areAvailable()) {
      Optional<byte[]> name = NativeFiles.name(file);
      int fd = name.isPresent() ? NativeFiles.open(name.get()) : -1;
      if (fd >= 0) {
        return new NativeSource(file, fd);
      }
    }
    return new JavaSource(OpenFile.open(file), kernels);
  }

  /** An open file that is read and hashed subtree by subtree. */
  private interface Source extends Closeable {

    /** Whether several threads may read at any position; otherwise one thread reads in order. */
    boolean isShareable();

    /**
     * Reads and hashes a subtree.
     *
     * @param workspace gets the chaining value
     * @return whether the file has so many bytes
     */
    boolean subtree(Workspace workspace, long position, int length) throws IOException;

    boolean hasByteAt(long position) throws IOException;
  }

  private record JavaSource(OpenFile open, KernelSelector kernels) implements Source {

    @Override
    public boolean isShareable() {
      return open.isShareable();
    }

    @Override
    public boolean subtree(Workspace workspace, long position, int length) throws IOException {
      ByteBuffer buffer = workspace.buffer(length).limit(length);
      if (!open.fill(buffer, position)) {
        return false;
      }
      long firstChunk = position / SUBTREE_BYTES * SUBTREE_CHUNKS;
      workspace.kernel(kernels).subtree(buffer.flip(), firstChunk, workspace.chainingValue, 0);
      return true;
    }

    @Override
    public boolean hasByteAt(long position) throws IOException {
      return open.fill(ByteBuffer.allocate(1), position);
    }

    @Override
    public void close() throws IOException {
      open.close();
    }
  }

  /** Closed by one thread, after all others have finished. */
  private record NativeSource(Path file, int fd) implements Source {

    @Override
    public boolean isShareable() {
      return true;
    }

    @Override
    public boolean subtree(Workspace workspace, long position, int length) throws IOException {
      if (Thread.currentThread().isInterrupted()) {
        throw new ClosedByInterruptException();
      }
      return checked(NativeFiles.subtree(workspace, fd, position, length)) == length;
    }

    @Override
    public boolean hasByteAt(long position) throws IOException {
      return checked(NativeFiles.byteAt(fd, position)) > 0;
    }

    private int checked(int result) throws IOException {
      if (result < 0) {
        throw new FileSystemException(file.toString(), null, NativeFiles.message(-result));
      }
      return result;
    }

    @Override
    public void close() {
      NativeFiles.close(fd);
    }
  }

  /** Reads and hashes subtrees in a workspace of its own. */
  private static final class Reader implements SharedWork.Worker {

    private final Source open;
    private final long size;
    private final TreeMerge merge;
    private final LongConsumer read;
    private final Workspace workspace = Workspace.take();

    Reader(Source open, long size, TreeMerge merge, LongConsumer read) {
      this.open = open;
      this.size = size;
      this.merge = merge;
      this.read = read;
    }

    @Override
    public void process(long number) throws IOException {
      long position = number * SUBTREE_BYTES;
      int length = (int) Math.min(SUBTREE_BYTES, size - position);
      if (!open.subtree(workspace, position, length)) {
        throw new TooShortException();
      }
      read.accept(length);
      merge.add(number, workspace.chainingValue, 0);
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
