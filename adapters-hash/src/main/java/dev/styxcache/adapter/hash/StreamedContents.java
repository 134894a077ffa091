package dev.styxcache.adapter.hash;

import dev.styxcache.domain.key.ContentHash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Reads each file from its beginning to its end in small pieces, as any implementation of BLAKE3
 * can have it.
 */
final class StreamedContents implements Contents {

  private static final int BUFFER_BYTES = 128 * 1024;

  private final Blake3 blake3;

  StreamedContents(Blake3 blake3) {
    this.blake3 = blake3;
  }

  @Override
  public Hash begin() {
    return blake3.begin();
  }

  @Override
  public Optional<ContentHash> digest(Path file, long size, LongConsumer read) throws IOException {
    Hash hash = blake3.begin();
    return read(file, size, read, hash) == size
        ? Optional.of(ContentHash.of(hash.digest()))
        : Optional.empty();
  }

  /** How much was read: all of the file, or a little more than its size where there is more. */
  private static long read(Path file, long size, LongConsumer read, Hash hash) throws IOException {
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
    return total;
  }

  @Override
  public Batch batch(int bytes) {
    return new OneByOne();
  }

  private final class OneByOne implements Batch {

    private final ByteArrayOutputStream digests = new ByteArrayOutputStream();

    @Override
    public boolean add(Path file, int size, LongConsumer read) throws IOException {
      Optional<ContentHash> hash = digest(file, size, read);
      hash.ifPresent(digest -> digests.writeBytes(digest.bytes()));
      return hash.isPresent();
    }

    @Override
    public byte[] digests() {
      return digests.toByteArray();
    }

    @Override
    public void close() {
      // It holds nothing.
    }
  }
}
