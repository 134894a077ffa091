package dev.styxcache.adapter.hash.engine;

import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.tree.StreamingHash;
import dev.styxcache.files.FileStat;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * An implementation of BLAKE3 and its way of reading files. It does not notice when another process
 * writes to a file that it reads; {@link dev.styxcache.adapter.hash.file.FileDigester} does.
 *
 * <p>Memory does not grow with the size of a file. Safe for use by many threads.
 */
public interface HashEngine {

  /**
   * Begins a hash of bytes in memory.
   *
   * @return a new hash
   */
  StreamingHash begin();

  /**
   * Announces bytes that will be hashed, in addition to those announced before.
   *
   * @param bytes their number
   */
  default void announce(long bytes) {}

  /**
   * Reads and hashes a file.
   *
   * @param file the file
   * @param size its expected length in bytes
   * @param read receives the number of bytes read, in parts and from several threads
   * @return the digest; nothing where the file does not have exactly this size
   * @throws ClosedByInterruptException if the thread is interrupted
   * @throws IOException if the file cannot be read
   */
  Optional<ContentHash> digest(Path file, long size, LongConsumer read) throws IOException;

  /**
   * Opens, reads and hashes small files in one step, if this engine can.
   *
   * @param files the files, each of at most {@link Batch#MAX_FILE_BYTES}
   * @param expected their stats, none of them racy
   * @param read receives the number of bytes read
   * @return the digests one after the other, of files in exactly these states; nothing if the
   *     engine cannot, or a file cannot be read or has changed: a {@link #batch} tells which
   */
  default Optional<byte[]> digests(List<Path> files, List<FileStat> expected, LongConsumer read) {
    return Optional.empty();
  }

  /**
   * Begins to hash some small files together.
   *
   * @param bytes the total size, plus {@link Batch#BYTES_EACH} for each file
   * @return an empty batch
   */
  Batch batch(int bytes);

  /** Small files that are hashed together. For one thread. */
  interface Batch extends AutoCloseable {
    /** Size of the largest file that a batch takes, in bytes. */
    int MAX_FILE_BYTES = 1 << 20;

    /** Maximum size of a batch of two files or more, in bytes, {@link #BYTES_EACH} included. */
    int MAX_BYTES = 1 << 20;

    /** What a file costs besides its content, in bytes. */
    int BYTES_EACH = 1 << 12;

    /**
     * Reads a file.
     *
     * @param file the file
     * @param size its expected length in bytes
     * @param read receives the number of bytes read
     * @return whether the file has exactly this size; if not, the batch must not be used any more
     * @throws ClosedByInterruptException if the thread is interrupted
     * @throws IOException if the file cannot be read
     */
    boolean add(Path file, int size, LongConsumer read) throws IOException;

    /**
     * Hashes all files; none can be added afterwards.
     *
     * @return the digests one after the other, of {@link ContentHash#BYTES} bytes each
     */
    byte[] digests();

    @Override
    void close();
  }
}
