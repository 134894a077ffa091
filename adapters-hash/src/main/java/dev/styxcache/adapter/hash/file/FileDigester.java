package dev.styxcache.adapter.hash.file;

import dev.styxcache.adapter.hash.engine.HashEngine;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.files.FileStat;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Hashes files, and guarantees that each digest is that of one content: a file that another process
 * writes to meanwhile is refused. Safe for use by many threads.
 */
public final class FileDigester {

  private final HashEngine engine;
  private final InstantSource clock;

  /**
   * Creates a digester.
   *
   * @param engine reads and hashes
   * @param clock tells which files were changed just now
   */
  public FileDigester(HashEngine engine, InstantSource clock) {
    this.engine = engine;
    this.clock = clock;
  }

  /**
   * The digest of a file.
   *
   * @param hash the digest
   * @param racy whether a later change could leave the file's times as they are, so that only its
   *     content can show it
   */
  public record FileDigest(ContentHash hash, boolean racy) {}

  /** Announces bytes that will be hashed, in addition to those announced before. */
  void announce(long bytes) {
    engine.announce(bytes);
  }

  /** Whether a file in this state can be hashed together with others. */
  boolean fitsInBatch(FileStat file) {
    return file.size() <= HashEngine.Batch.MAX_FILE_BYTES && !file.isRacy(clock.instant());
  }

  /**
   * Hashes a file.
   *
   * @param file the file
   * @param expected its stat before
   * @param read receives the number of bytes read
   * @return the digest
   * @throws UnusableInputException if the file has changed, or cannot be read
   * @throws RunInterruptedException if the thread is interrupted
   */
  public FileDigest digest(Path file, FileStat expected, LongConsumer read)
      throws UnusableInputException {
    boolean racy = expected.isRacy(clock.instant());
    try {
      Optional<ContentHash> hash = engine.digest(file, expected.size(), read);
      requireSame(file, expected);
      if (hash.isEmpty()) {
        throw UnusableInputException.sizeUnknown(file);
      }
      if (racy) {
        // A write during the read can leave a racy file's stat equal, but not its content twice.
        Optional<ContentHash> again = engine.digest(file, expected.size(), bytes -> {});
        requireSame(file, expected);
        if (!again.equals(hash)) {
          throw UnusableInputException.changed(file, "was written to");
        }
      }
      return new FileDigest(hash.get(), racy);
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  /** Hashes files in one step, as {@link HashEngine#digests} specifies; all fit in a batch. */
  Optional<byte[]> digests(List<Path> files, List<FileStat> expected, LongConsumer read) {
    return engine.digests(files, expected, read);
  }

  /** Begins a batch, as {@link HashEngine#batch} specifies. */
  HashEngine.Batch batch(int bytes) {
    return engine.batch(bytes);
  }

  /**
   * Reads a file into a batch.
   *
   * @param expected its stat before, which {@linkplain #fitsInBatch fits}
   * @param read receives the number of bytes read
   * @throws UnusableInputException if the file has changed, or cannot be read
   * @throws RunInterruptedException if the thread is interrupted
   */
  void read(HashEngine.Batch batch, Path file, FileStat expected, LongConsumer read)
      throws UnusableInputException {
    try {
      boolean whole = batch.add(file, (int) expected.size(), read);
      requireSame(file, expected);
      if (!whole) {
        throw UnusableInputException.sizeUnknown(file);
      }
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  private static void requireSame(Path file, FileStat expected)
      throws IOException, UnusableInputException {
    if (!FileStat.exact(file).equals(expected)) {
      throw UnusableInputException.changed(file, "was written to or replaced");
    }
  }

  private static UnusableInputException failure(Path file, IOException e) {
    if (e instanceof ClosedByInterruptException) {
      throw Interruptions.of(file, e);
    }
    return UnusableInputException.of(file, e);
  }
}
