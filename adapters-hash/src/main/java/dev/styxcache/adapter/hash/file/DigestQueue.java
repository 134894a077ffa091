package dev.styxcache.adapter.hash.file;

import dev.styxcache.adapter.hash.cache.DigestCacheRound;
import dev.styxcache.adapter.hash.cache.FileStateKey;
import dev.styxcache.adapter.hash.file.FileDigester.FileDigest;
import dev.styxcache.application.api.InvalidInputException;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.files.FileStat;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Hashes files on several threads, and delivers the digests in the order in which the files were
 * added. The queue is bounded, so that memory does not grow with the number of files. One thread
 * adds files and receives the digests. All methods may wait, and throw
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

  private final FileDigester digester;
  private final ExecutorService threads;
  private final LongConsumer read;
  private final DigestCacheRound cache;
  private final Deque<Step> steps = new ArrayDeque<>();

  /** The batch that the next small file is added to. */
  private FileBatch open;

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
      FileDigester digester, ExecutorService threads, LongConsumer read, DigestCacheRound cache) {
    this.digester = digester;
    this.threads = threads;
    this.read = read;
    this.cache = cache;
    this.open = new FileBatch(digester, threads, read);
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
    Consumer<FileDigest> caching =
        digest -> {
          if (key.isPresent() && !digest.racy()) {
            cache.add(key.get(), digest.hash());
          }
          next.accept(digest);
        };
    hash(input, file, expected, caching);
  }

  private void hash(Path input, Path file, FileStat expected, Consumer<FileDigest> next) {
    FileBatch batch;
    if (!digester.fitsInBatch(expected)) {
      batch = new FileBatch(digester, threads, read);
    } else {
      if (!open.hasRoom(expected)) {
        started = true;
        open.begin();
        open = new FileBatch(digester, threads, read);
      }
      batch = open;
    }
    int number = batch.add(input, file, expected);
    if (batch != open) {
      started = true;
      batch.begin();
    }
    add(new Hashing(input, batch, number, next));
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
    if (!started) {
      open.digestIfSmall();
    }
    open.begin();
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

  private record Hashing(Path input, FileBatch batch, int number, Consumer<FileDigest> next)
      implements Step {

    @Override
    public void finish() {
      try {
        next.accept(batch.get(number));
      } catch (InterruptedException e) {
        cancel();
        Thread.currentThread().interrupt();
        throw Interruptions.of(input, e);
      } catch (ExecutionException e) {
        throw failure(e);
      }
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
}
