package dev.styxcache.cli.wiring;

import dev.styxcache.application.port.StoreProvider;
import dev.styxcache.application.port.StoreProvider.OpenedStore;
import dev.styxcache.application.port.StoreSettings;
import dev.styxcache.application.store.StoreModes;
import dev.styxcache.cli.config.Configuration;
import dev.styxcache.cli.config.Setting;
import dev.styxcache.cli.failure.CommandFailedException;
import dev.styxcache.cli.failure.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Opens the store that the configuration names. */
public final class Stores {

  /**
   * A mount whose server is gone lets nobody look. The store has its own limit for that; this look
   * is only to find mistakes in the configuration, and is given up sooner.
   */
  private static final long LOOK_SECONDS = 2;

  private Stores() {}

  /**
   * Opens the store.
   *
   * @param configuration the configuration
   * @return the store, as it is
   * @throws UsageException if there is no such type of store, or a setting makes no sense for it
   * @throws CommandFailedException if the cache directory is something else than a directory
   */
  public static OpenedStore open(Configuration configuration) {
    String type = configuration.text(Setting.STORE_TYPE);
    StoreProvider provider = Adapters.store(type, configuration.origin(Setting.STORE_TYPE));
    Path directory = configuration.directory(Setting.CACHE_DIR);
    obstacle(directory)
        .ifPresent(
            obstacle -> {
              throw new CommandFailedException(
                  "the cache directory "
                      + directory
                      + " ("
                      + configuration.origin(Setting.CACHE_DIR)
                      + ") cannot be one, since "
                      + obstacle
                      + " is not a directory; move that away, or choose another one by --cache-dir");
            });
    try {
      return StoreModes.timeLimited(
          provider.open(new StoreSettings(directory, configuration.storeOptions(type))),
          StoreModes.ANSWERS_WITHIN);
    } catch (IllegalArgumentException e) {
      throw new UsageException("the store \"" + type + "\" cannot be opened: " + e.getMessage(), e);
    }
  }

  /** What stands in the place of the directory, or of one above it, and is none. */
  private static Optional<Path> obstacle(Path directory) {
    FutureTask<Optional<Path>> look =
        new FutureTask<>(
            () -> nearestExisting(directory).filter(nearest -> !Files.isDirectory(nearest)));
    Thread looking = new Thread(look, "styxcache-look");
    looking.setDaemon(true);
    looking.start();
    try {
      return look.get(LOOK_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("looking at " + directory + " failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static Optional<Path> nearestExisting(Path directory) {
    for (Path path = directory; path != null; path = path.getParent()) {
      if (Files.exists(path)) {
        return Optional.of(path);
      }
    }
    return Optional.empty();
  }
}
