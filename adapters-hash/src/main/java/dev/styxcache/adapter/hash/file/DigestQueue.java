package dev.styxcache.adapter.hash.file;

import dev.styxcache.adapter.hash.cache.DigestCacheRound;
import dev.styxcache.adapter.hash.cache.FileStateKey;
import dev.styxcache.adapter.hash.engine.HashEngine;
import dev.styxcache.adapter.hash.file.FileDigester.FileDigest;
import dev.styxcache.application.api.InvalidInputException;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.files.FileStat;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Hashes files on several threads, small ones in batches, and delivers the digests in the order in
 * which the files were added. The queue is bounded, so that memory does not grow with the number of
 * files. One thread adds files and receives the digests. All methods may wait, and throw
 *
 * <ul>
 *   <li>{@link InvalidInputException} for a file that cannot be hashed,
 *   <li>{@link RunInterruptedException} if the thread is interrupted.
 * </ul>
 */
public final class DigestQueue implements AutoCloseable {

  /**
   * Maximum number of steps that wait; enough that a large file among small ones leaves the other
   * threads work.
   */
  private static final int MAX_STEPS = 4096;

  /** Size up to which the calling thread finishes before another one starts, in bytes. */
  private static final int SMALL_BYTES = 1 << 16;

  private final FileDigester digester;
  private final Executor threads;
  private final LongConsumer read;
  private final DigestCacheRound cache;
  private final Deque<Step> steps = new ArrayDeque<>();

  /** The batch that the next small file is added to. */
  private Batch open = new Batch();

  /** Whether other threads have work already. */
  private boolean started;

  /**
   * Creates an empty queue.
   *
   * @param digester hashes the files
   * @param threads runs the digester
   * @param read receives the number of bytes read
   * @param cache has the digests that are known
   */
  public DigestQueue(
      FileDigester digester, Executor threads, LongConsumer read, DigestCacheRound cache) {
    this.digester = digester;
    this.threads = threads;
    this.read = read;
    this.cache = cache;
  }

  /**
   * Adds a file.
   *
   * @param input the input that it belongs to
   * @param file the file
   * @param expected its stat
   * @param next receives the digest, in turn
   */
  public void add(Path input, Path file, FileStat expected, Consumer<FileDigest> next) {
    Optional<FileStateKey> key = cache.key(file, expected);
    Optional<ContentHash> known = key.flatMap(cache::find);
    if (known.isPresent()) {
      read.accept(expected.size());
      FileDigest digest = new FileDigest(known.get(), false);
      then(() -> next.accept(digest));
      return;
    }
    boolean small = digester.fitsInBatch(expected);
    if (small && !open.hasRoom(expected)) {
      open.begin(threads);
      open = new Batch();
    }
    Batch batch = small ? open : new Batch();
    int number = batch.add(new Member(input, file, expected));
    if (!small) {
      batch.begin(threads);
    }
    add(new Delivery(input, batch, number, key, next));
  }

  /**
   * Adds an action that runs in turn.
   *
   * @param action the action
   */
  public void then(Runnable action) {
    add(action::run);
  }

  private void add(Step step) {
    steps.addLast(step);
    if (steps.size() > MAX_STEPS) {
      steps.removeFirst().finish();
    }
  }

  /** Waits until everything that was added is done. */
  public void finish() {
    open.begin(!started && open.bytes <= SMALL_BYTES ? Runnable::run : threads);
    while (!steps.isEmpty()) {
      steps.removeFirst().finish();
    }
  }

  /** Cancels what is still in progress, which is something only after a failure. */
  @Override
  public void close() {
    steps.forEach(Step::cancel);
  }

  private interface Step {
    void finish();

    default void cancel() {}
  }

  /** Waits for a file's digest, and passes it on. */
  private final class Delivery implements Step {
    private final Path input;
    private final Batch batch;
    private final int number;
    private final Optional<FileStateKey> key;
    private final Consumer<FileDigest> next;

    Delivery(
        Path input,
        Batch batch,
        int number,
        Optional<FileStateKey> key,
        Consumer<FileDigest> next) {
      this.input = input;
      this.batch = batch;
      this.number = number;
      this.key = key;
      this.next = next;
    }

    @Override
    public void finish() {
      FileDigest digest;
      try {
        digest = batch.get(number);
      } catch (InterruptedException e) {
        cancel();
        Thread.currentThread().interrupt();
        throw Interruptions.of(input, e);
      } catch (ExecutionException e) {
        throw failure(e);
      }
      if (key.isPresent() && !digest.racy()) {
        cache.add(key.get(), digest.hash());
      }
      next.accept(digest);
    }

    @Override
    public void cancel() {
      batch.cancel();
    }

    private static RuntimeException failure(ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof Error error) {
        throw error;
      }
      return cause instanceof RuntimeException failure
          ? failure
          : new IllegalStateException("unexpected failure of a digest", e);
    }
  }

  private record Member(Path input, Path file, FileStat expected) {}

  /** Files that one thread hashes: a single file, or several small ones. Filled by one thread. */
  private final class Batch {
    private final List<Member> members = new ArrayList<>();
    private long bytes;
    private @Nullable FutureTask<List<FileDigest>> digests;

    /** Whether a small file can be added. */
    boolean hasRoom(FileStat file) {
      return digests == null
          && (members.isEmpty()
              || bytes + file.size() + HashEngine.Batch.BYTES_EACH <= HashEngine.Batch.MAX_BYTES);
    }

    /** Adds a file; returns its number in this batch. */
    int add(Member member) {
      members.add(member);
      bytes += member.expected().size() + HashEngine.Batch.BYTES_EACH;
      return members.size() - 1;
    }

    /** Starts to hash the files, unless that was done or there are none. */
    void begin(Executor executor) {
      if (digests == null && !members.isEmpty()) {
        started = true;
        digester.announce(bytes);
        FutureTask<List<FileDigest>> task = new FutureTask<>(this::digest);
        digests = task;
        executor.execute(task);
      }
    }

    /**
     * Waits for a digest.
     *
     * @throws ExecutionException with {@link InvalidInputException} for the first file that cannot
     *     be hashed, or with {@link RunInterruptedException} after {@link #cancel}
     */
    FileDigest get(int number) throws InterruptedException, ExecutionException {
      begin(threads);
      return Objects.requireNonNull(digests).get().get(number);
    }

    void cancel() {
      if (digests != null) {
        digests.cancel(true);
      }
    }

    private List<FileDigest> digest() {
      Member current = members.get(0);
      try {
        if (members.size() == 1) {
          return List.of(digester.digest(current.file(), current.expected(), read));
        }
        Optional<byte[]> together =
            digester.digests(
                members.stream().map(Member::file).toList(),
                members.stream().map(Member::expected).toList(),
                read);
        if (together.isPresent()) {
          return digests(together.get());
        }
        try (HashEngine.Batch batch = digester.batch((int) bytes)) {
          for (Member member : members) {
            current = member;
            digester.read(batch, member.file(), member.expected(), read);
          }
          return digests(batch.digests());
        }
      } catch (UnusableInputException e) {
        throw e.forUser(current.input());
      }
    }

    private static List<FileDigest> digests(byte[] hashes) {
      List<FileDigest> digests = new ArrayList<>(hashes.length / ContentHash.BYTES);
      for (int at = 0; at < hashes.length; at += ContentHash.BYTES) {
        byte[] hash = Arrays.copyOfRange(hashes, at, at + ContentHash.BYTES);
        digests.add(new FileDigest(ContentHash.of(hash), false));
      }
      return digests;
    }
  }
}
