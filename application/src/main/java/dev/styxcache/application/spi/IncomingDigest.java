package dev.styxcache.application.spi;

import dev.styxcache.domain.key.ContentHash;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The digest of a content that arrives in pieces, in any order. Each piece is digested in memory
 * before it is written, so that no byte is read twice and none that was digested is written over.
 * Safe for use by many threads.
 */
public interface IncomingDigest {

  /** Size of a piece, in bytes. All but the last have exactly this size. */
  int PIECE_BYTES = 1 << 20;

  /**
   * Lends the memory that a piece is to be read into.
   *
   * @param number the piece's number, from 0
   * @return the piece; to be closed
   * @throws IndexOutOfBoundsException if the content has no such piece
   */
  Piece piece(long number);

  /**
   * The digest of all pieces.
   *
   * @return the digest; empty until every piece was {@linkplain Piece#kept kept}
   */
  Optional<ContentHash> digest();

  /** A piece that is on its way. For one thread. */
  interface Piece extends AutoCloseable {

    /**
     * The memory that the piece is to be read into.
     *
     * @return a direct buffer, from position to limit as long as the piece
     */
    ByteBuffer bytes();

    /**
     * Digests what was read. The buffer must not be changed afterwards.
     *
     * @return whether it is to be kept; false where the same piece came before, with these bytes or
     *     others
     * @throws IllegalStateException if the buffer is not full
     */
    boolean digest();

    /** Counts the piece as written. A piece that could not be written is never counted. */
    void kept();

    /** Gives the memory back. */
    @Override
    void close();
  }
}
