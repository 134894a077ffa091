package dev.styxcache.cli.wiring;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.remote.Sharing;
import dev.styxcache.application.remote.SharingListener;
import dev.styxcache.application.services.Services;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.HasherProvider;
import dev.styxcache.application.spi.StoreProvider;
import dev.styxcache.application.spi.StoreProvider.OpenedStore;
import dev.styxcache.application.spi.StoreSettings;
import dev.styxcache.application.store.StoreModes;
import dev.styxcache.cli.config.Configuration;
import dev.styxcache.cli.config.Setting;
import dev.styxcache.cli.failure.CommandFailedException;
import dev.styxcache.cli.failure.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
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

  /** What a remote store's entries are fetched into, and what is not found elsewhere is kept by. */
  private static final String LOCAL = "fs";

  /**
   * Opens the store of this machine: that of the type which is configured, or the directory that
   * stands before a remote one.
   *
   * @param configuration the configuration
   * @return the store, as it is
   * @throws UsageException if there is no such type of store, or a setting makes no sense for it
   * @throws CommandFailedException if the cache directory is something else than a directory
   */
  public static OpenedStore open(Configuration configuration) {
    String type = configuration.text(Setting.STORE_TYPE);
    Optional<StoreProvider> provider = Adapters.store(type);
    if (provider.isEmpty() && Adapters.remote(type).isEmpty()) {
      throw Adapters.noStore(type, configuration.origin(Setting.STORE_TYPE));
    }
    Path directory = configuration.directory(Setting.CACHE_DIR);
    requireDirectory(configuration, directory);
    try {
      OpenedStore opened =
          provider.isPresent()
              ? provider
                  .get()
                  .open(
                      new StoreSettings(directory, configuration.storeOptions(type), storeHasher()))
              : Adapters.store(LOCAL)
                  .orElseThrow()
                  .open(new StoreSettings(directory, Map.of(), storeHasher()));
      return StoreModes.timeLimited(opened, StoreModes.ANSWERS_WITHIN);
    } catch (IllegalArgumentException e) {
      throw new UsageException("the store \"" + type + "\" cannot be opened: " + e.getMessage(), e);
    }
  }

  /**
   * Opens the store for runs, in the mode and with the sharing that are configured.
   *
   * @param configuration the configuration
   * @param listener is told what happens between machines
   * @return the store to use
   * @throws UsageException if there is no such type of store, or a setting makes no sense for it
   * @throws CommandFailedException if the cache directory is something else than a directory
   */
  public static OpenedStore forRuns(Configuration configuration, SharingListener listener) {
    CacheMode mode = CacheMode.of(configuration);
    // What is fetched is written, which a cache that is only read must not be.
    return mode == CacheMode.READ_ONLY
        ? mode.apply(open(configuration))
        : share(configuration, listener)
            .map(mode::apply)
            .orElseGet(() -> mode.apply(open(configuration)));
  }

  /**
   * Opens the remote store with the local one before it.
   *
   * @param configuration the configuration
   * @param listener is told what happens between machines
   * @return both; nothing where the configured store is not a remote one
   * @throws UsageException if a setting makes no sense
   * @throws CommandFailedException if the cache directory is something else than a directory
   */
  public static Optional<Sharing> share(Configuration configuration, SharingListener listener) {
    return Remotes.open(configuration)
        .map(
            remote ->
                new Sharing(
                    open(configuration),
                    Adapters.sharing(LOCAL)
                        .open(
                            new StoreSettings(
                                configuration.directory(Setting.CACHE_DIR),
                                Map.of(),
                                storeHasher())),
                    remote.opened(),
                    remote.settings(),
                    listener,
                    InstantSource.system()));
  }

  /** Without progress: what is digested here is outputs, and nobody waits for a bar of theirs. */
  private static ContentHasher storeHasher() {
    return Services.only(HasherProvider.class).create(ByteProgress.silent());
  }

  private static void requireDirectory(Configuration configuration, Path directory) {
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
