package dev.styxcache.application.remote;

import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.spi.CacheStore;
import dev.styxcache.application.spi.Commit;
import dev.styxcache.application.spi.EntryWriter;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.RunRecord;
import dev.styxcache.application.spi.Staging;
import dev.styxcache.application.spi.WriteAccess;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.manifest.StreamName;
import java.nio.file.Path;
import java.util.Collection;
import java.util.function.Consumer;

/**
 * A store that has its new entries sent elsewhere.
 *
 * @param store the store
 * @param beforeCommit is told of an entry that is about to be made
 * @param committed is told of an entry that was made, or was given something
 */
record SendingStore(CacheStore store, Consumer<CacheKey> beforeCommit, Consumer<CacheKey> committed)
    implements CacheStore {

  @Override
  public Path directoryOf(CacheKey key) {
    return store.directoryOf(key);
  }

  @Override
  public Lookup find(CacheKey key) {
    return store.find(key);
  }

  @Override
  public WriteAccess writeAccess() {
    WriteAccess access = store.writeAccess();
    return access instanceof WriteAccess.Granted granted
        ? new WriteAccess.Granted(new SendingWriter(granted.writer()))
        : access;
  }

  private final class SendingWriter implements EntryWriter {

    private final EntryWriter writer;

    private SendingWriter(EntryWriter writer) {
      this.writer = writer;
    }

    @Override
    public Staging stage(CacheKey key, Collection<Path> mutableInputs) {
      return new SendingStaging(key, writer.stage(key, mutableInputs));
    }

    @Override
    public void expose(CacheKey key, Path tree) {
      writer.expose(key, tree);
    }
  }

  private final class SendingStaging implements Staging {

    private final CacheKey key;
    private final Staging staging;

    private SendingStaging(CacheKey key, Staging staging) {
      this.key = key;
      this.staging = staging;
    }

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

    /** Noted before it is made: if this process is killed, a later one knows of it. */
    @Override
    public Commit commit(RunRecord record) {
      beforeCommit.accept(key);
      Commit commit = staging.commit(record);
      if (!(commit instanceof Commit.Refused)) {
        committed.accept(key);
      }
      return commit;
    }

    @Override
    public void close() {
      staging.close();
    }
  }
}
