package dev.styxcache.cli.wiring;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.caching.Cache;
import dev.styxcache.application.services.Services;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.HasherProvider;
import dev.styxcache.application.spi.StoreSettings;
import dev.styxcache.cli.config.Configuration;
import dev.styxcache.cli.config.Setting;
import dev.styxcache.cli.failure.CommandFailedException;
import dev.styxcache.cli.failure.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

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
   * Opens the store of this machine: that of the configured type, or the directory before a remote
   * store.
   *
   * @param configuration the configuration
   * @return the cache, without a remote tier
   * @throws UsageException if there is no such type of store, or a setting makes no sense for it
   * @throws CommandFailedException if the cache directory is something else than a directory
   */
  public static Cache open(Configuration configuration) {
    return local(configuration).build();
  }

  /**
   * Opens the local store, and the remote one where one is configured.
   *
   * @param configuration the configuration
   * @param progress is told how far transfers have come
   * @param warnings receives what is wrong with transfers that no run asked for
   * @return the cache, with a remote tier where the configured store is a remote one
   * @throws UsageException if there is no such type of store, or a setting makes no sense for it
   * @throws CommandFailedException if the cache directory is something else than a directory
   */
  public static Cache openShared(
      Configuration configuration, TransferProgress progress, Consumer<String> warnings) {
    Cache.Builder builder = local(configuration);
    Remotes.open(configuration)
        .ifPresent(
            remote ->
                builder
                    .remote(remote.opened())
                    .remoteSettings(remote.settings())
                    .progress(progress.pushing(), progress.pulling())
                    .warnings(warnings));
    return builder.build();
  }

  /**
   * Receives how far transfers have come.
   *
   * @param pushing progress of pushes
   * @param pulling progress of pulls
   */
  public record TransferProgress(ByteProgress pushing, ByteProgress pulling) {}

  private static Cache.Builder local(Configuration configuration) {
    String type = configuration.text(Setting.STORE_TYPE);
    boolean isLocal = Adapters.store(type).isPresent();
    if (!isLocal && Adapters.remote(type).isEmpty()) {
      throw Adapters.noStore(type, configuration.origin(Setting.STORE_TYPE));
    }
    Path directory = configuration.directory(Setting.CACHE_DIR);
    requireDirectory(configuration, directory);
    Map<String, Object> options = isLocal ? configuration.storeOptions(type) : Map.of();
    try {
      return Cache.builder()
          .store(isLocal ? type : LOCAL, new StoreSettings(directory, options, storeHasher()));
    } catch (IllegalArgumentException e) {
      throw new UsageException("the store \"" + type + "\" cannot be opened: " + e.getMessage(), e);
    }
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
