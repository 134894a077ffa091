package dev.styxcache.adapter.catalog;

import dev.styxcache.files.AtomicMove;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index files of one catalogue: its list of tools, and the contents of an archive. They are
 * kept outside of the catalogue, which may be read-only, and each has the state of the catalogue
 * that it was made from: for another state it counts as missing.
 *
 * <p>A file is replaced as a whole by a rename, so two processes may write it at once, and one that
 * reads the old file goes on with it. Where none can be written, the catalogue works without, and
 * more slowly.
 */
final class IndexFiles {

  private static final Logger LOG = LoggerFactory.getLogger(IndexFiles.class);

  private final Optional<Path> directory;
  private final String location;
  private final String name;

  IndexFiles(Optional<Path> directory, String location) {
    this.directory = directory;
    this.location = location;
    this.name = digest(location);
  }

  String location() {
    return location;
  }

  private Path packedFile(Path in) {
    return in.resolve(name + ".catalog");
  }

  private Path indexFile(Path in) {
    return in.resolve(name + ".tools");
  }

  /** The contents of the archive, if they were kept in this state. */
  Optional<PackedCatalog> findPacked(String state) {
    return directory.flatMap(in -> findPacked(packedFile(in), state));
  }

  private Optional<PackedCatalog> findPacked(Path file, String state) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      // The mapping outlives the channel, and the file if that is replaced.
      ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      return PackedCatalog.open(bytes, state, this);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      return passedOver(file, e);
    }
  }

  void savePacked(ByteBuffer bytes) {
    directory.ifPresent(in -> save(in, packedFile(in), bytes));
  }

  /** The list of tools, if it was kept in this state. */
  Optional<byte[]> findIndex(String state) {
    return directory.flatMap(in -> findIndex(indexFile(in), state));
  }

  private static Optional<byte[]> findIndex(Path file, String state) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      byte[] head = head(state);
      return bytes.length > head.length
              && Arrays.equals(bytes, 0, head.length, head, 0, head.length)
          ? Optional.of(Arrays.copyOfRange(bytes, head.length, bytes.length))
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      return passedOver(file, e);
    }
  }

  void saveIndex(String state, byte[] index) {
    byte[] head = head(state);
    ByteBuffer bytes = ByteBuffer.allocate(head.length + index.length).put(head).put(index);
    bytes.flip();
    directory.ifPresent(in -> save(in, indexFile(in), bytes));
  }

  private static byte[] head(String state) {
    return (state + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static <T> Optional<T> passedOver(Path file, IOException e) {
    LOG.debug("cannot read the index {}", file, e);
    return Optional.empty();
  }

  private void save(Path in, Path file, ByteBuffer bytes) {
    Path temporary = in.resolve("." + name + "-" + UUID.randomUUID());
    try {
      Files.createDirectories(in);
      try {
        try (FileChannel channel =
            FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
          while (bytes.hasRemaining()) {
            channel.write(bytes);
          }
          // After a crash of the machine a renamed file could have its name, and not its content.
          channel.force(true);
        }
        AtomicMove.replacing(temporary, file);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      LOG.debug("cannot write the index {}", file, e);
    }
  }

  static String digest(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /** The reason of an error, without the name of the file that the JDK puts there. */
  static String reason(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "it does not exist";
    } else if (failure instanceof AccessDeniedException) {
      return "permission denied";
    } else if (failure instanceof FileSystemException detailed && detailed.getReason() != null) {
      return detailed.getReason();
    }
    return String.valueOf(failure.getMessage());
  }
}
