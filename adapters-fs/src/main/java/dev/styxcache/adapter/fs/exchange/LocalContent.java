package dev.styxcache.adapter.fs.exchange;

import dev.styxcache.adapter.fs.disk.Failures;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.application.api.StyxCacheException;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.IncomingContent;
import dev.styxcache.application.spi.IncomingDigest;
import dev.styxcache.domain.manifest.TreeRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongConsumer;

/**
 * Writes one content to all files of a fetched entry that have it. Each piece is read into memory,
 * digested there, and written from there.
 */
final class LocalContent implements IncomingContent {

  private static final int BUFFER_BYTES = 64 * 1024;
  private static final Set<StandardOpenOption> WRITE = Set.of(StandardOpenOption.WRITE);
  private static final Set<StandardOpenOption> CREATE =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private final ContentHasher hasher;
  private final TreeRecord.File file;
  private final List<Path> places;
  private final Path folder;

  /** Write-locked during a reset, so that no piece of before is added afterwards. */
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  private IncomingDigest digest;
  private volatile boolean created;

  /**
   * Creates a content of which nothing has arrived.
   *
   * @param hasher digests it
   * @param file a file that has it; not empty
   * @param places the paths of all such files; none exists yet
   * @param folder the entry's folder, for messages
   */
  LocalContent(ContentHasher hasher, TreeRecord.File file, List<Path> places, Path folder) {
    this.hasher = hasher;
    this.file = file;
    this.folder = folder;
    this.places = List.copyOf(places);
    this.digest = hasher.incoming(file.size());
  }

  @Override
  public TreeRecord.File file() {
    return file;
  }

  @Override
  public void write(long position, long length, InputStream bytes, LongConsumer arrived)
      throws IOException {
    long end = position + length;
    boolean whole = end == file.size() || length % STEP_BYTES == 0;
    if (position < 0 || position % STEP_BYTES != 0 || length < 0 || end > file.size() || !whole) {
      throw new IllegalArgumentException(
          "a content of "
              + file.size()
              + " bytes has no part of "
              + length
              + " bytes at "
              + position);
    }
    byte[] buffer = new byte[(int) Math.min(BUFFER_BYTES, length)];
    IncomingDigest begun = current();
    for (long at = position; at < end; at += IncomingDigest.PIECE_BYTES) {
      try (IncomingDigest.Piece piece = begun.piece(at / IncomingDigest.PIECE_BYTES)) {
        if (!fill(piece.bytes(), bytes, buffer)) {
          return;
        }
        keep(begun, piece, at, arrived);
      }
    }
  }

  private IncomingDigest current() {
    lock.readLock().lock();
    try {
      return digest;
    } finally {
      lock.readLock().unlock();
    }
  }

  private static boolean fill(ByteBuffer target, InputStream bytes, byte[] buffer)
      throws IOException {
    while (target.hasRemaining()) {
      int got = bytes.read(buffer, 0, Math.min(buffer.length, target.remaining()));
      if (got < 0) {
        return false;
      }
      target.put(buffer, 0, got);
    }
    return true;
  }

  private void keep(
      IncomingDigest begun, IncomingDigest.Piece piece, long at, LongConsumer arrived) {
    lock.readLock().lock();
    try {
      if (begun != digest) {
        throw new IllegalStateException(file.path() + " was reset while it was written");
      }
      if (!piece.digest()) {
        return;
      }
      if (file.size() > IncomingDigest.PIECE_BYTES) {
        create();
      }
      for (Path place : places) {
        write(place, piece.bytes().duplicate(), at);
      }
      created = true;
      piece.kept();
      arrived.accept((long) piece.bytes().remaining() * places.size());
    } finally {
      lock.readLock().unlock();
    }
  }

  /**
   * Creates the files, none of which may exist: if the file system treats two names as one, two
   * contents would be written to one file, each sound by itself. A content of one piece creates its
   * files when it is written, which is faster for many small files.
   */
  private synchronized void create() {
    if (created) {
      return;
    }
    try {
      for (Path place : places) {
        Files.createFile(place);
      }
      created = true;
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private void write(Path place, ByteBuffer bytes, long at) {
    try (FileChannel channel = FileChannel.open(place, created ? WRITE : CREATE)) {
      long begin = at - bytes.position();
      while (bytes.hasRemaining()) {
        channel.write(bytes, begin + bytes.position());
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private StyxCacheException failure(IOException e) {
    return e instanceof ClosedByInterruptException
        ? new RunInterruptedException("interrupted while an entry was fetched", e)
        : Failures.of("a fetched entry cannot be written", folder, e);
  }

  @Override
  public boolean isSound() {
    return current().digest().filter(file.hash()::equals).isPresent();
  }

  @Override
  public void reset() {
    lock.writeLock().lock();
    try {
      digest = hasher.incoming(file.size());
    } finally {
      lock.writeLock().unlock();
    }
  }
}
