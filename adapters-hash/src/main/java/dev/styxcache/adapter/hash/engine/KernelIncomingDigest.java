package dev.styxcache.adapter.hash.engine;

import static dev.styxcache.blake3.Kernel.DIGEST_BYTES;

import dev.styxcache.application.spi.IncomingDigest;
import dev.styxcache.blake3.KernelSelector;
import dev.styxcache.blake3.TreeMerge;
import dev.styxcache.domain.key.ContentHash;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Hashes content that arrives in pieces, with kernels in memory. Safe for use by many threads. */
public final class KernelIncomingDigest implements IncomingDigest {

  private static final int PIECE_CHUNKS = PIECE_BYTES / 1024;
  private final KernelSelector kernels;

  private final long size;
  private final @Nullable TreeMerge merge;
  private final BitSet claimed = new BitSet();
  private long left;
  private @Nullable ContentHash digest;

  /**
   * Begins a digest.
   *
   * @param kernels selects the kernel
   * @param size length of the content in bytes, at least 1
   */
  public KernelIncomingDigest(KernelSelector kernels, long size) {
    this.kernels = kernels;
    this.size = size;
    this.merge = size > PIECE_BYTES ? new TreeMerge(size) : null;
    this.left = (size - 1) / PIECE_BYTES + 1;
  }

  @Override
  public Piece piece(long number) {
    Objects.checkIndex(number, (size - 1) / PIECE_BYTES + 1);
    return new KernelPiece(Math.toIntExact(number), Workspace.take());
  }

  @Override
  public synchronized Optional<ContentHash> digest() {
    return Optional.ofNullable(digest);
  }

  private synchronized boolean claim(int number) {
    boolean first = !claimed.get(number);
    claimed.set(number);
    return first;
  }

  private synchronized void count(int number, int[] chainingValue, byte[] whole) {
    if (merge != null) {
      merge.add(number, chainingValue, 0);
    }
    left--;
    if (left == 0) {
      if (merge != null) {
        merge.digest(whole, 0);
      }
      digest = ContentHash.of(whole);
    }
  }

  private final class KernelPiece implements Piece {

    private final int number;
    private final Workspace workspace;
    private final ByteBuffer bytes;
    private final byte[] whole = new byte[DIGEST_BYTES];

    private KernelPiece(int number, Workspace workspace) {
      this.number = number;
      this.workspace = workspace;
      int length = (int) Math.min(PIECE_BYTES, size - (long) number * PIECE_BYTES);
      this.bytes = workspace.buffer(length).limit(length);
    }

    @Override
    public ByteBuffer bytes() {
      return bytes;
    }

    @Override
    public boolean digest() {
      if (bytes.hasRemaining()) {
        throw new IllegalStateException(bytes.remaining() + " bytes of the piece are missing");
      }
      if (!claim(number)) {
        return false;
      }
      bytes.flip();
      if (merge == null) {
        workspace.kernel(kernels).hash(bytes, whole, 0);
      } else {
        long firstChunk = (long) number * PIECE_CHUNKS;
        workspace.kernel(kernels).subtree(bytes, firstChunk, workspace.chainingValue, 0);
      }
      return true;
    }

    @Override
    public void kept() {
      count(number, workspace.chainingValue, whole);
    }

    @Override
    public void close() {
      workspace.giveBack();
    }
  }
}
