package dev.styxcache.adapter.hash;

import dev.styxcache.adapter.hash.FileDigester.FileDigest;
import dev.styxcache.adapter.hash.cache.MemoKey;
import dev.styxcache.application.api.InvalidInputException;
import dev.styxcache.application.api.RunInterruptedException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Digests files several at a time, and hands the digests over in the order in which the files were
 * given. Only so many wait at a time, so that memory does not grow with their number. For one
 * thread, which is also the one that the digests are handed to. All methods wait, and throw
 *
 * <ul>
 *   <li>{@link InvalidInputException} for a file that cannot be digested,
 *   <li>{@link RunInterruptedException} if the thread is interrupted.
 * </ul>
 */
final class OrderedDigests implements AutoCloseable {

  /** Enough that a large file among small ones does not leave the other threads without work. */
  private static final int WAITING = 4096;

  private final FileDigester digester;
  private final ExecutorService threads;
  private final LongConsumer read;
  private final MemoRound memo;
  private final Deque<Step> steps = new ArrayDeque<>();

  /** Where the next small file goes. */
  private FileBatch open;

  /** Whether other threads have been given something. */
  private boolean isUnderWay;

  OrderedDigests(
      FileDigester digester, ExecutorService threads, LongConsumer read, MemoRound memo) {
    this.digester = digester;
    this.threads = threads;
    this.read = read;
    this.memo = memo;
    this.open = new FileBatch(digester, threads, read);
  }

  /** Digests a file of an input, and hands its digest over in turn. */
  void digest(Path input, Path file, FileStat expected, Consumer<FileDigest> next) {
    Optional<MemoKey> key = memo.key(file, expected);
    Optional<FileDigest> known = key.flatMap(memo::find);
    if (known.isPresent()) {
      read.accept(expected.size());
      then(() -> next.accept(known.get()));
      return;
    }
    Consumer<FileDigest> remembering =
        digest -> {
          key.ifPresent(settled -> memo.remember(settled, digest));
          next.accept(digest);
        };
    read(input, file, expected, remembering);
  }

  private void read(Path input, Path file, FileStat expected, Consumer<FileDigest> next) {
    FileBatch batch;
    if (!digester.fitsInBatch(expected)) {
      batch = new FileBatch(digester, threads, read);
    } else {
      if (!open.hasRoom(expected)) {
        isUnderWay = true;
        open.begin();
        open = new FileBatch(digester, threads, read);
      }
      batch = open;
    }
    int number = batch.add(input, file, expected);
    if (batch != open) {
      isUnderWay = true;
      batch.begin();
    }
    add(new Content(input, batch, number, next));
  }

  /** Does something in turn. */
  void then(Runnable action) {
    add(action::run);
  }

  private void add(Step step) {
    steps.addLast(step);
    if (steps.size() > WAITING) {
      steps.removeFirst().finish();
    }
  }

  /** Waits for everything. */
  void finish() {
    if (!isUnderWay) {
      open.digestIfSmall();
    }
    open.begin();
    while (!steps.isEmpty()) {
      steps.removeFirst().finish();
    }
  }

  /** Ends what is still under way, which is something only after a failure. */
  @Override
  public void close() {
    steps.forEach(Step::cancel);
  }

  private interface Step {
    void finish();

    default void cancel() {}
  }

  private record Content(Path input, FileBatch batch, int number, Consumer<FileDigest> next)
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
          : new IllegalStateException("a digest throws nothing else", e);
    }
  }
}
