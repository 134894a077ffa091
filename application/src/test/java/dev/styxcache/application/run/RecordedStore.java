package dev.styxcache.application.run;

import dev.styxcache.application.api.EntrySummary;
import dev.styxcache.application.api.LockHolder;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.spi.CacheEntry;
import dev.styxcache.application.spi.CacheStore;
import dev.styxcache.application.spi.Commit;
import dev.styxcache.application.spi.EntryUpkeep;
import dev.styxcache.application.spi.EntryWriter;
import dev.styxcache.application.spi.KeyLocks;
import dev.styxcache.application.spi.LocalSharingProvider.LocalSharing;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.PendingPushes;
import dev.styxcache.application.spi.RunRecord;
import dev.styxcache.application.spi.Staging;
import dev.styxcache.application.spi.StoreProvider.OpenedStore;
import dev.styxcache.application.spi.WriteAccess;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.manifest.StreamName;
import dev.styxcache.testing.MemoryStore;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A memory store that tells of each step before it is taken. */
record RecordedStore(MemoryStore store, Consumer<String> step)
    implements CacheStore, EntryUpkeep, EntryWriter, KeyLocks, PendingPushes {

  OpenedStore opened() {
    return new OpenedStore(this, this, this);
  }

  LocalSharing sharing() {
    return new LocalSharing(store.sharing().exchange(), this);
  }

  @Override
  public Path directoryOf(CacheKey key) {
    return store.directoryOf(key);
  }

  @Override
  public Lookup<CacheEntry> find(CacheKey key) {
    return store.find(key);
  }

  @Override
  public WriteAccess writeAccess() {
    WriteAccess access = store.writeAccess();
    return access instanceof WriteAccess.Granted ? new WriteAccess.Granted(this) : access;
  }

  @Override
  public void recordUse(CacheKey key) {
    step.accept("use");
    store.recordUse(key);
  }

  @Override
  public Path quarantine(CacheKey key) {
    step.accept("quarantine");
    return store.quarantine(key);
  }

  @Override
  public void remove(CacheKey key) {
    step.accept("remove");
    store.remove(key);
  }

  @Override
  public Stream<EntrySummary> list() {
    return store.list();
  }

  @Override
  public void expose(CacheKey key, Path tree) {
    step.accept("expose");
    store.expose(key, tree);
  }

  @Override
  public KeyLock acquire(CacheKey key, Consumer<LockHolder> onWait) {
    step.accept("lock");
    KeyLock lock = store.opened().locks().acquire(key, onWait);
    return () -> {
      lock.close();
      step.accept("unlock");
    };
  }

  @Override
  public void note(String place, CacheKey key) {
    step.accept("note");
    store.sharing().pending().note(place, key);
  }

  @Override
  public void forget(String place, CacheKey key) {
    step.accept("forget");
    store.sharing().pending().forget(place, key);
  }

  @Override
  public List<CacheKey> list(String place) {
    return store.sharing().pending().list(place);
  }

  @Override
  public Staging stage(CacheKey key) {
    step.accept("stage");
    return new Recorded(store.stage(key), step);
  }

  private record Recorded(Staging staging, Consumer<String> step) implements Staging {

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
      step.accept("commit");
      return staging.commit(record);
    }

    @Override
    public Path keep() {
      return staging.keep();
    }

    @Override
    public List<String> members(int max) {
      return staging.members(max);
    }

    @Override
    public void close() {
      staging.close();
    }
  }
}
