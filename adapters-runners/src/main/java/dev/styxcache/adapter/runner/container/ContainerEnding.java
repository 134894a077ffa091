package dev.styxcache.adapter.runner.container;

import dev.styxcache.adapter.runner.process.RunEnding;
import dev.styxcache.application.api.StyxCacheException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Kills and removes a container through the engine, repeatedly until the engine's client that runs
 * it ends. The client itself is not ended first: it may be creating the container, which the engine
 * would then go on creating, and nobody would remove.
 */
final class ContainerEnding implements RunEnding {

  /** Maximum time for all of it; after that the engine hangs. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(15);

  private static final Duration ONE_CALL = Duration.ofSeconds(10);
  private static final long PAUSE_MILLIS = 100;

  private final EngineClient client;
  private final String container;
  private final List<String> remove;

  ContainerEnding(EngineClient client, String container, List<String> remove) {
    this.client = client;
    this.container = container;
    this.remove = remove;
  }

  @Override
  public Optional<String> end(ProcessHandle process) {
    if (remove.isEmpty()) {
      return Optional.empty();
    }
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    boolean over;
    Optional<String> failure;
    do {
      over = !process.isAlive();
      failure = remove();
      if (!over) {
        awaitEnd(process);
      }
    } while (!over && System.nanoTime() < deadline);
    return over ? failure : failure.or(() -> Optional.of(leftover("the engine does not end it")));
  }

  /** Removes the container if it exists. */
  Optional<String> remove() {
    try {
      EngineClient.Call call = client.callInAnyCase(ONE_CALL, remove);
      String said = String.join("; ", call.errors());
      boolean gone = call.succeeded() || said.contains("No such container");
      return gone ? Optional.empty() : Optional.of(leftover(said));
    } catch (StyxCacheException e) {
      return Optional.of(leftover(String.valueOf(e.getMessage())));
    }
  }

  private String leftover(String why) {
    return "the container "
        + container
        + " may still be there ("
        + why
        + "); remove it: "
        + String.join(" ", remove);
  }

  private static void awaitEnd(ProcessHandle process) {
    try {
      process.onExit().get(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return; // The caller retries.
    } catch (InterruptedException e) {
      // A second interrupt does not end the container sooner; the flag passes it on.
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("waiting for " + process + " failed", e);
    }
  }
}
