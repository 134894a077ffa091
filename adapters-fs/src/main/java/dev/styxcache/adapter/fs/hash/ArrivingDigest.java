package dev.styxcache.adapter.fs.hash;

import static dev.styxcache.blake3.Kernel.DIGEST_BYTES;
import static dev.styxcache.blake3.Kernel.SUBTREE_BYTES;

import dev.styxcache.blake3.TreeMerge;
import dev.styxcache.domain.key.ContentHash;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The digest of a content that arrives in pieces, in any order, each of which is digested in memory
 * before it goes on to where it is kept. Safe for use by many threads.
 */
public final class ArrivingDigest {

  /** Bytes in a piece: all but the last have as many. */
  public static final int PIECE_BYTES = SUBTREE_BYTES;

  private static final int PIECE_CHUNKS = PIECE_BYTES / 1024;
  private static final KernelSupply KERNELS = KernelSupply.AUTO;

  private final long size;
  private final @Nullable TreeMerge merge;
  private final BitSet claimed = new BitSet();
  private long left;
  private @Nullable ContentHash digest;

  /**
   * Begins one.
   *
   * @param size how many bytes the content has, at least 1
   */
  public ArrivingDigest(long size) {
    this.size = size;
    this.merge = size > PIECE_BYTES ? new TreeMerge(size) : null;
    this.left = (size - 1) / PIECE_BYTES + 1;
  }

  /**
   * The digest of no bytes at all.
   *
   * @return the digest
   */
  public static ContentHash ofNothing() {
    Workspace workspace = Workspaces.take();
    try {
      return ContentHash.of(KERNELS.in(workspace).hash(ByteBuffer.allocate(0)));
    } finally {
      Workspaces.giveBack(workspace);
    }
  }

  /**
   * Prepares for much or little to do.
   *
   * @param bytes how many bytes will arrive, besides what was said before
   */
  public static void due(long bytes) {
    KERNELS.due(bytes);
  }

  /**
   * Lends the memory that a piece is to be read into.
   *
   * @param number the piece's number, from 0
   * @return the piece; to be closed
   */
  public Piece piece(long number) {
    Objects.checkIndex(number, (size - 1) / PIECE_BYTES + 1);
    return new Piece(Math.toIntExact(number), Workspaces.take());
  }

  /**
   * The digest of all pieces.
   *
   * @return the digest, or nothing where not all were kept
   */
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

  /** A piece that is on its way. For one thread. */
  public final class Piece implements AutoCloseable {

    private final int number;
    private final Workspace workspace;
    private final ByteBuffer bytes;
    private final byte[] whole = new byte[DIGEST_BYTES];

    private Piece(int number, Workspace workspace) {
      this.number = number;
      this.workspace = workspace;
      int length = (int) Math.min(PIECE_BYTES, size - (long) number * PIECE_BYTES);
      this.bytes = workspace.buffer(length).limit(length);
    }

    /**
     * Where the piece is to be read into.
     *
     * @return a direct buffer, from position to limit as long as the piece
     */
    public ByteBuffer bytes() {
      return bytes;
    }

    /**
     * Digests what was read. From now on the buffer is not to be changed.
     *
     * @return whether it is to be kept; false where the piece came before, be it with other bytes
     * @throws IllegalStateException if the buffer is not full
     */
    public boolean digest() {
      if (bytes.hasRemaining()) {
        throw new IllegalStateException(bytes.remaining() + " bytes of the piece are missing");
      }
      if (!claim(number)) {
        return false;
      }
      bytes.flip();
      if (merge == null) {
        KERNELS.in(workspace).hash(bytes, whole, 0);
      } else {
        long firstChunk = (long) number * PIECE_CHUNKS;
        KERNELS.in(workspace).subtree(bytes, firstChunk, workspace.chainingValue, 0);
      }
      return true;
    }

    /** It is where it is kept, and counts. A piece that could not be kept never does. */
    public void kept() {
      count(number, workspace.chainingValue, whole);
    }

    @Override
    public void close() {
      Workspaces.giveBack(workspace);
    }
  }
}
