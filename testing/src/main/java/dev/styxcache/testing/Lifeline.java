package dev.styxcache.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Tells when processes begin and when the last of them has ended: a named pipe that a tool opens
 * for writing, that all it starts inherit, and that comes to its end when nobody holds it any more.
 * It works for processes in containers as well.
 */
public final class Lifeline {

  private static final long PATIENCE_SECONDS = 30;

  /**
   * A shell's words to take hold of the line in the directory that is the script's first argument.
   */
  public static final String TAKE = "exec 9>\"$1/lifeline\"; echo on >&9; ";

  private final CompletableFuture<Void> begun = new CompletableFuture<>();
  private final CompletableFuture<Void> gone = new CompletableFuture<>();

  /**
   * Lays the line.
   *
   * @param directory to be declared as an input; a pipe can be written to where files are read-only
   */
  public Lifeline(Path directory) throws Exception {
    Path pipe = directory.resolve("lifeline");
    if (new ProcessBuilder("mkfifo", pipe.toString()).inheritIO().start().waitFor() != 0) {
      throw new IOException("mkfifo failed: " + pipe);
    }
    Thread reader = new Thread(() -> read(pipe), "lifeline");
    reader.setDaemon(true);
    reader.start();
  }

  private void read(Path pipe) {
    try (InputStream in = Files.newInputStream(pipe)) {
      if (in.read() < 0) {
        throw new IOException("the line was let go without a word");
      }
      begun.complete(null);
      while (in.read() >= 0) {
        // Whatever is said counts only as a sign of life.
      }
      gone.complete(null);
    } catch (IOException e) {
      begun.completeExceptionally(e);
      gone.completeExceptionally(e);
    }
  }

  /** Waits until the tool has begun. */
  public void awaitBegun() throws Exception {
    begun.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Waits until the tool and all that it has started are gone. */
  public void awaitGone() throws Exception {
    gone.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
