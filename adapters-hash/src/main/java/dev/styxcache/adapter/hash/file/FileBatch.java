package dev.styxcache.adapter.hash.file;

import dev.styxcache.adapter.hash.engine.HashEngine;
import dev.styxcache.adapter.hash.file.FileDigester.FileDigest;
import dev.styxcache.application.api.InvalidInputException;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.files.FileStat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Files that one thread hashes: a single file, or several small ones. Filled by one thread. */
final class FileBatch {

  /** Size up to which the calling thread finishes before another one starts, in bytes. */
  private static final int SMALL_BYTES = 1 << 16;

  private final FileDigester digester;
  private final ExecutorService threads;
  private final LongConsumer read;
  private final List<Member> members = new ArrayList<>();
  private long bytes;
  private @Nullable Future<List<FileDigest>> digests;

  private record Member(Path input, Path file, FileStat expected) {}

  /**
   * Creates an empty batch.
   *
   * @param read receives the number of bytes read
   */
  FileBatch(FileDigester digester, ExecutorService threads, LongConsumer read) {
    this.digester = digester;
    this.threads = threads;
    this.read = read;
  }

  /** Whether a small file can be added. */
  boolean hasRoom(FileStat file) {
    return digests == null
        && (members.isEmpty()
            || bytes + file.size() + HashEngine.Batch.BYTES_EACH <= HashEngine.Batch.MAX_BYTES);
  }

  /**
   * Adds a file.
   *
   * @param input the input that it belongs to
   * @return its number in this batch
   */
  int add(Path input, Path file, FileStat expected) {
    members.add(new Member(input, file, expected));
    bytes += expected.size() + HashEngine.Batch.BYTES_EACH;
    return members.size() - 1;
  }

  /** Starts to hash the files on another thread, unless that was done or there are none. */
  void begin() {
    if (digests == null && !members.isEmpty()) {
      digester.announce(bytes);
      digests = threads.submit(members.size() == 1 ? this::digestOne : this::digestAll);
    }
  }

  /** Hashes the files on this thread if they are small; does nothing otherwise. */
  void digestIfSmall() {
    if (digests == null && !members.isEmpty() && bytes <= SMALL_BYTES) {
      digester.announce(bytes);
      FutureTask<List<FileDigest>> task =
          new FutureTask<>(members.size() == 1 ? this::digestOne : this::digestAll);
      digests = task;
      task.run();
    }
  }

  /**
   * Waits for a digest.
   *
   * @throws ExecutionException with {@link InvalidInputException} for the first file that cannot be
   *     hashed, or with {@link RunInterruptedException} after {@link #cancel}
   */
  FileDigest get(int number) throws InterruptedException, ExecutionException {
    begin();
    return Objects.requireNonNull(digests).get().get(number);
  }

  void cancel() {
    if (digests != null) {
      digests.cancel(true);
    }
  }

  private List<FileDigest> digestOne() {
    Member member = members.get(0);
    try {
      return List.of(digester.digest(member.file(), member.expected(), read));
    } catch (UnusableInputException e) {
      throw e.forUser(member.input());
    }
  }

  private List<FileDigest> digestAll() {
    try (HashEngine.Batch batch = digester.batch((int) bytes)) {
      for (Member member : members) {
        try {
          digester.read(batch, member.file(), member.expected(), read);
        } catch (UnusableInputException e) {
          throw e.forUser(member.input());
        }
      }
      byte[] hashes = batch.digests();
      List<FileDigest> digests = new ArrayList<>(members.size());
      for (int at = 0; at < hashes.length; at += ContentHash.BYTES) {
        byte[] hash = Arrays.copyOfRange(hashes, at, at + ContentHash.BYTES);
        digests.add(new FileDigest(ContentHash.of(hash), false));
      }
      return digests;
    }
  }
}
