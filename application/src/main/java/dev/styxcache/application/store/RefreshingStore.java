package dev.styxcache.application.store;

import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.spi.CacheStore;
import dev.styxcache.application.spi.Commit;
import dev.styxcache.application.spi.EntryUpkeep;
import dev.styxcache.application.spi.EntryWriter;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.RunRecord;
import dev.styxcache.application.spi.Staging;
import dev.styxcache.application.spi.WriteAccess;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.manifest.StreamName;
import java.nio.file.Path;
import java.util.Collection;

/**
 * A store that finds nothing, and whose new entries replace what is there. The old entry stays
 * until the tool has succeeded; from then until the new one is whole there is none, which others
 * see as a miss.
 */
record RefreshingStore(CacheStore store, EntryUpkeep upkeep) implements CacheStore {

  @Override
  public Path directoryOf(CacheKey key) {
    return store.directoryOf(key);
  }

  @Override
  public Lookup find(CacheKey key) {
    Lookup lookup = store.find(key);
    return lookup instanceof Lookup.Found || lookup instanceof Lookup.Damaged
        ? new Lookup.Absent("the entry that was there is replaced, as the cache is refreshed")
        : lookup;
  }

  @Override
  public WriteAccess writeAccess() {
    WriteAccess access = store.writeAccess();
    return access instanceof WriteAccess.Granted granted
        ? new WriteAccess.Granted(new ReplacingWriter(granted.writer(), upkeep))
        : access;
  }

  private record ReplacingWriter(EntryWriter writer, EntryUpkeep upkeep) implements EntryWriter {

    @Override
    public Staging stage(CacheKey key, Collection<Path> mutableInputs) {
      return new ReplacingStaging(key, writer.stage(key, mutableInputs), upkeep);
    }

    @Override
    public void expose(CacheKey key, Path tree) {
      upkeep.remove(key);
      writer.expose(key, tree);
    }
  }

  private record ReplacingStaging(CacheKey key, Staging staging, EntryUpkeep upkeep)
      implements Staging {

    @Override
    public Path directory() {
      return staging.directory();
    }

    @Override
    public OutputHandler capture(StreamName stream) {
      return staging.capture(stream);
    }

    @Override
    public boolean contains(String output) {
      return staging.contains(output);
    }

    @Override
    public Commit commit(RunRecord record) {
      upkeep.remove(key);
      return staging.commit(record);
    }

    @Override
    public void close() {
      staging.close();
    }
  }
}
