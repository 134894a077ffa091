package dev.styxcache.adapter.hash;

import dev.styxcache.domain.key.ContentHash;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * An implementation of BLAKE3, and the way in which it reads files. It takes files for what they
 * are at the moment: that nobody writes to them meanwhile is for {@link FileDigester} to see.
 *
 * <p>Memory does not grow with the size of a file. Safe for use by many threads.
 */
interface Contents extends Blake3 {

  /**
   * Prepares for much or little to do.
   *
   * @param bytes how many bytes will be digested, besides what was said before
   */
  default void due(long bytes) {}

  /**
   * Reads and digests a file.
   *
   * @param size how many bytes it should have
   * @param read is told how many bytes were read, in parts and from several threads
   * @return the digest; nothing where the file does not hold exactly so many bytes
   * @throws ClosedByInterruptException if the thread is interrupted
   * @throws IOException if the file cannot be read
   */
  Optional<ContentHash> digest(Path file, long size, LongConsumer read) throws IOException;

  /**
   * Begins to digest some small files together.
   *
   * @param bytes the size of all of them, and {@link Batch#BYTES_EACH} for each
   * @return the batch, without any
   */
  Batch batch(int bytes);

  /** Small files that are digested together. For one thread. */
  interface Batch extends AutoCloseable {

    /** The size of the largest file that can be in a batch. */
    int LARGEST_FILE = 1 << 20;

    /** The most of a batch of two files or more, {@link #BYTES_EACH} included. */
    int MOST_BYTES = 1 << 20;

    /** What a file costs besides its bytes. */
    int BYTES_EACH = 1 << 12;

    /**
     * Reads a file.
     *
     * @param size how many bytes it should have
     * @param read is told how many bytes were read
     * @return whether the file holds exactly so many bytes; if not, the batch is of no use any more
     * @throws ClosedByInterruptException if the thread is interrupted
     * @throws IOException if the file cannot be read
     */
    boolean add(Path file, int size, LongConsumer read) throws IOException;

    /**
     * Digests all that were added, after which none can be.
     *
     * @return the digests one after the other, of {@link ContentHash#BYTES} bytes each
     */
    byte[] digests();

    @Override
    void close();
  }
}
