package dev.styxcache.adapter.hash;

import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.domain.key.ContentHash;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Digests the content of files, and makes sure that it was one content: that of a file which nobody
 * wrote to in the meantime. Safe for use by many threads.
 */
final class FileDigester {

  private final Contents contents;
  private final InstantSource clock;

  FileDigester(Contents contents, InstantSource clock) {
    this.contents = contents;
    this.clock = clock;
  }

  /**
   * A digest of a file.
   *
   * @param hash the digest
   * @param mayChangeUnseen whether a later change could leave the file's times as they are, so that
   *     only its content would tell
   */
  record FileDigest(ContentHash hash, boolean mayChangeUnseen) {}

  /** So many bytes will be digested, besides what was said before. */
  void due(long bytes) {
    contents.due(bytes);
  }

  /** Whether a file in this state can be digested together with others. */
  boolean fitsInBatch(FileStat file) {
    return file.size() <= Contents.Batch.LARGEST_FILE && !file.mayHideChanges(clock.instant());
  }

  /**
   * Digests a file.
   *
   * @param expected what the file was before
   * @param read is told how many bytes were read
   * @throws UnusableInputException if it is no longer that, or cannot be read
   * @throws RunInterruptedException if the thread is interrupted
   */
  FileDigest digest(Path file, FileStat expected, LongConsumer read) throws UnusableInputException {
    boolean mayChangeUnseen = expected.mayHideChanges(clock.instant());
    ContentHash hash = digestOnce(file, expected, read);
    // Written to while it was read, such a file would look the same, but not its content twice.
    if (mayChangeUnseen && !digestOnce(file, expected, bytes -> {}).equals(hash)) {
      throw UnusableInputException.changed(file, "was written to");
    }
    return new FileDigest(hash, mayChangeUnseen);
  }

  private ContentHash digestOnce(Path file, FileStat expected, LongConsumer read)
      throws UnusableInputException {
    try {
      Optional<ContentHash> hash = contents.digest(file, expected.size(), read);
      requireSame(file, expected);
      return hash.orElseThrow(() -> UnusableInputException.sizeUnknown(file));
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  /** Begins what {@link Contents#batch} says. */
  Contents.Batch batch(int bytes) {
    return contents.batch(bytes);
  }

  /**
   * Reads a file into a batch.
   *
   * @param expected what the file was before, of which {@link #fitsInBatch} held
   * @param read is told how many bytes were read
   * @throws UnusableInputException if it is no longer that, or cannot be read
   * @throws RunInterruptedException if the thread is interrupted
   */
  void read(Contents.Batch batch, Path file, FileStat expected, LongConsumer read)
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
    if (!FileStats.of(file.getFileSystem()).read(file).equals(expected)) {
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
