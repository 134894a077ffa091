package dev.styxcache.cli.endtoend;

import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.EntrySummary;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.spi.CacheEntry;
import dev.styxcache.application.spi.CacheStore;
import dev.styxcache.application.spi.Commit;
import dev.styxcache.application.spi.EntryUpkeep;
import dev.styxcache.application.spi.EntryWriter;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.RunRecord;
import dev.styxcache.application.spi.Staging;
import dev.styxcache.application.spi.StoreProvider;
import dev.styxcache.application.spi.StoreSettings;
import dev.styxcache.application.spi.WriteAccess;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.manifest.StreamName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A third-party store that uses only the ports: each entry is a folder of its own name, and no
 * stream is kept. {@code [store.shelf] label = "…"} is part of the names.
 */
public final class ShelfStoreProvider implements StoreProvider {

  @Override
  public String type() {
    return "shelf";
  }

  @Override
  public OpenedStore open(StoreSettings settings) {
    Object label = settings.options().get("label");
    if (!(label instanceof String text)) {
      throw new IllegalArgumentException("store.shelf.label is missing; set it to a text");
    }
    Shelf shelf = new Shelf(settings.directory(), text);
    return new OpenedStore(shelf, shelf, (key, onWait) -> () -> {});
  }

  private record Shelf(Path directory, String label)
      implements CacheStore, EntryUpkeep, EntryWriter {

    @Override
    public Path directoryOf(CacheKey key) {
      return directory.resolve(label + "-" + key.hex());
    }

    @Override
    public Lookup<CacheEntry> find(CacheKey key) {
      return Files.isDirectory(directoryOf(key))
          ? new Lookup.Found<>(new Book(directoryOf(key)))
          : new Lookup.Missing<>();
    }

    @Override
    public WriteAccess writeAccess() {
      return new WriteAccess.Granted(this);
    }

    @Override
    public Staging stage(CacheKey key) {
      try {
        Files.createDirectories(directory);
        return new Draft(Files.createTempDirectory(directory, "draft"), directoryOf(key));
      } catch (IOException e) {
        throw new CacheUnavailableException("no draft in " + directory + "; look at the disk", e);
      }
    }

    @Override
    public void expose(CacheKey key, Path tree) {
      throw new CacheUnavailableException("the shelf shows nothing; run again");
    }

    @Override
    public void recordUse(CacheKey key) {
      try {
        Files.setLastModifiedTime(directoryOf(key), FileTime.from(Instant.now()));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public Path quarantine(CacheKey key) {
      throw new CacheUnavailableException("nothing is set aside here; delete " + directoryOf(key));
    }

    @Override
    public void remove(CacheKey key) {
      throw new CacheUnavailableException("nothing is removed here; delete " + directoryOf(key));
    }

    @Override
    public Stream<EntrySummary> list() {
      try (Stream<Path> all = Files.list(directory)) {
        return all
            .map(path -> path.getFileName().toString())
            .filter(name -> name.startsWith(label + "-"))
            .map(name -> new CacheKey(name.substring(label.length() + 1)))
            .map(key -> new EntrySummary(key, Instant.EPOCH))
            .toList()
            .stream();
      } catch (IOException e) {
        throw new CacheUnavailableException(directory + " cannot be read; look at the disk", e);
      }
    }
  }

  private record Draft(Path directory, Path place) implements Staging {

    @Override
    public OutputHandler capture(StreamName stream) {
      return (buffer, offset, length) -> {};
    }

    @Override
    public boolean contains(String output) {
      return Files.exists(directory.resolve(output), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public Commit commit(RunRecord record) {
      try {
        Files.move(directory, place);
        return new Commit.Stored();
      } catch (IOException e) {
        throw new CacheUnavailableException(directory + " cannot be shelved; run again", e);
      }
    }

    @Override
    public void close() {
      // Leftovers do not matter in a test.
    }
  }

  private record Book(Path directory) implements CacheEntry {

    @Override
    public Optional<EntryManifest> manifest() {
      return Optional.empty();
    }

    @Override
    public boolean contains(String output) {
      return Files.exists(directory.resolve(output), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public void replay(StreamName stream, OutputHandler handler) {
      // Nothing was kept.
    }
  }
}
