package dev.styxcache.adapter.fs.hash;

import dev.styxcache.application.port.RunInterruptedException;
import dev.styxcache.domain.key.ContentHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.function.LongConsumer;

/**
 * Digests the content of single files, and makes sure that it was one content: that of a file which
 * nobody wrote to in the meantime. Safe for use by many threads.
 */
final class FileDigester {

  private static final int BUFFER_BYTES = 128 * 1024;

  private final Blake3 blake3;
  private final InstantSource clock;

  FileDigester(Blake3 blake3, InstantSource clock) {
    this.blake3 = blake3;
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
      Content content = content(file, expected.size(), read);
      if (!FileStats.of(file.getFileSystem()).read(file).equals(expected)) {
        throw UnusableInputException.changed(file, "was written to or replaced");
      } else if (content.bytes() != expected.size()) {
        throw UnusableInputException.sizeUnknown(file);
      }
      return ContentHash.of(content.hash().digest());
    } catch (ClosedByInterruptException e) {
      throw Interruptions.of(file, e);
    } catch (IOException e) {
      throw UnusableInputException.of(file, e);
    }
  }

  /** What was read: all of the file, or a little more than its size where there is more. */
  private record Content(long bytes, Blake3.Hash hash) {}

  private Content content(Path file, long size, LongConsumer read) throws IOException {
    Blake3.Hash hash = blake3.begin();
    // One byte more than there should be, to see the end of a small file in one go.
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(size + 1, BUFFER_BYTES));
    long total = 0;
    try (SeekableByteChannel channel = Files.newByteChannel(file, StandardOpenOption.READ)) {
      while (total <= size && channel.read(buffer) > 0) {
        read.accept(Math.min(buffer.position(), size - total));
        total += buffer.position();
        hash.update(buffer.array(), buffer.position());
        buffer.clear();
      }
    }
    return new Content(total, hash);
  }
}
