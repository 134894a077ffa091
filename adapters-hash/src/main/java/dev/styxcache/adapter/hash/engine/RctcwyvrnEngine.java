package dev.styxcache.adapter.hash.engine;

import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.tree.StreamingHash;
import io.github.rctcwyvrn.blake3.Blake3;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Hashes with the library {@code io.github.rctcwyvrn:blake3}: plain Java, on any JVM. Every file is
 * read from its beginning to its end in small pieces.
 */
public final class RctcwyvrnEngine implements HashEngine {

  private static final int BUFFER_BYTES = 128 * 1024;

  /** Creates an engine. */
  public RctcwyvrnEngine() {}

  /**
   * Whether the library is there: its module is required at compile time only.
   *
   * @return false where the library is not on the class path
   */
  public static boolean isAvailable() {
    try {
      return !Blake3.class.getName().isEmpty();
    } catch (NoClassDefFoundError e) {
      return false;
    }
  }

  @Override
  public StreamingHash begin() {
    Blake3 library = Blake3.newInstance();
    return new StreamingHash() {
      @Override
      public void update(byte[] bytes, int length) {
        library.update(length == bytes.length ? bytes : Arrays.copyOf(bytes, length));
      }

      @Override
      public byte[] digest() {
        return library.digest();
      }
    };
  }

  @Override
  public Optional<ContentHash> digest(Path file, long size, LongConsumer read) throws IOException {
    StreamingHash hash = begin();
    return read(file, size, read, hash) == size
        ? Optional.of(ContentHash.of(hash.digest()))
        : Optional.empty();
  }

  /** Returns the number of bytes read: more than {@code size} where the file is longer. */
  private static long read(Path file, long size, LongConsumer read, StreamingHash hash)
      throws IOException {
    // One byte more than expected, so that the end of a small file shows in one read.
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
      // Holds nothing.
    }
  }
}
