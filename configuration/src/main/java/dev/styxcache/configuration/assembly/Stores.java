package dev.styxcache.configuration.assembly;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.InvalidConfigurationException;
import dev.styxcache.application.services.Services;
import dev.styxcache.application.spi.CacheConfiguration;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.HasherProvider;
import dev.styxcache.application.spi.RemoteStoreProvider;
import dev.styxcache.application.spi.StoreSettings;
import dev.styxcache.configuration.Configuration;
import dev.styxcache.configuration.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Finds the configured stores: the local one, and the remote tier behind it. */
public final class Stores {

  /**
   * Time after which the check of the cache directory is given up, in seconds. On a mount whose
   * server is gone it never ends. It only finds mistakes in the configuration; the store has a time
   * limit of its own.
   */
  private static final long LOOK_SECONDS = 2;

  /** The type of the local store in front of a remote one. */
  private static final String LOCAL = "fs";

  private Stores() {}

  /**
   * The local store alone: that of the configured type, or the directory in front of a remote
   * store.
   *
   * @param configuration the configuration
   * @return the cache without a remote tier
   * @throws InvalidConfigurationException if there is no such type of store
   * @throws CacheUnavailableException if the cache directory is not a directory
   */
  public static CacheConfiguration local(Configuration configuration) {
    return find(configuration, false);
  }

  /**
   * The local store, and the remote store if one is configured. It is opened, but not connected.
   *
   * @param configuration the configuration
   * @return the cache, with a remote tier if the configured store is a remote one
   * @throws InvalidConfigurationException if there is no such type of store, or the remote store
   *     refuses its settings
   * @throws CacheUnavailableException if the cache directory is not a directory
   */
  public static CacheConfiguration shared(Configuration configuration) {
    return find(configuration, true);
  }

  private static CacheConfiguration find(Configuration configuration, boolean withRemote) {
    String type = configuration.text(Setting.STORE_TYPE);
    boolean isLocal = Adapters.store(type).isPresent();
    Optional<RemoteStoreProvider> provider = isLocal ? Optional.empty() : Adapters.remote(type);
    if (!isLocal && provider.isEmpty()) {
      throw Adapters.noStore(type, configuration.origin(Setting.STORE_TYPE));
    }
    Path directory = configuration.directory(Setting.CACHE_DIR);
    requireDirectory(configuration, directory);
    Map<String, Object> options = new HashMap<>();
    if (isLocal) {
      options.putAll(configuration.storeOptions(type));
    }
    if (!isLocal || type.equals(LOCAL)) {
      String shared = configuration.text(Setting.CACHE_SHARED);
      if (!shared.equals("none")) {
        options.put("shared", shared);
      }
    }
    return new CacheConfiguration(
        isLocal ? type : LOCAL,
        new StoreSettings(directory, options, storeHasher()),
        withRemote && provider.isPresent()
            ? Optional.of(Remotes.open(provider.get(), configuration))
            : Optional.empty());
  }

  /** Without progress: it digests outputs, for which no progress is shown. */
  private static ContentHasher storeHasher() {
    return Services.only(HasherProvider.class).create(ByteProgress.silent());
  }

  private static void requireDirectory(Configuration configuration, Path directory) {
    Optional<Path> obstacle = obstacle(directory);
    if (obstacle.isPresent()) {
      throw new CacheUnavailableException(
          "cannot use "
              + directory
              + " ("
              + configuration.origin(Setting.CACHE_DIR)
              + ") as the cache directory: "
              + obstacle.get()
              + " is not a directory; move that away, or choose another cache.dir (--cache-dir)");
    }
  }

  /** The file in the place of the directory, or of one above it. */
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
