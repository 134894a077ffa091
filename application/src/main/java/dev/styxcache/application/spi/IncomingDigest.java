package dev.styxcache.application.spi;

import dev.styxcache.domain.key.ContentHash;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * An incremental digest of content that arrives in pieces, in any order. Each piece is digested in
 * memory before it is written, so no byte is read twice and no digested byte is overwritten.
 * Thread-safe.
 */
public interface IncomingDigest {

  /** Size of a piece, in bytes. All but the last have exactly this size. */
  int PIECE_BYTES = 1 << 20;

  /**
   * Lends a buffer for a piece.
   *
   * @param number the piece's number, from 0
   * @return the piece; the caller closes it
   * @throws IndexOutOfBoundsException if the content has no such piece
   */
  Piece piece(long number);

  /**
   * The digest of all pieces.
   *
   * @return the digest; empty until every piece was {@linkplain Piece#kept kept}
   */
  Optional<ContentHash> digest();

  /** A piece that is being received. Not thread-safe. */
  interface Piece extends AutoCloseable {

    /**
     * The buffer to read the piece into.
     *
     * @return a direct buffer whose remaining bytes are the length of the piece
     */
    ByteBuffer bytes();

    /**
     * Digests the buffer, which must not be changed afterwards.
     *
     * @return whether to write it; false if this piece was digested before, with the same bytes or
     *     others
     * @throws IllegalStateException if the buffer is not full
     */
    boolean digest();

    /** Counts the piece as written. Not called for a piece that could not be written. */
    void kept();

    /** Returns the buffer. */
    @Override
    void close();
  }
}
