package dev.styxcache.adapter.fs.store;

import dev.styxcache.adapter.fs.disk.Failures;
import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.adapter.fs.lock.Lease;
import dev.styxcache.adapter.fs.tree.UnstorableTreeException;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.application.spi.CacheEntry;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.EntryExchange;
import dev.styxcache.application.spi.EntryExport;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.manifest.SharedEntry;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** Lets the entries of a cache directory out, and takes others in. */
public final class LocalExchange implements EntryExchange {

  private final EntryLayout layout;
  private final ContentHasher hasher;
  private final EntryReader reader;
  private final EntryDescription description;

  /**
   * The exchange of one cache directory.
   *
   * @param layout the cache directory, which need not exist
   * @param hasher digests what goes out and what comes in
   */
  public LocalExchange(EntryLayout layout, ContentHasher hasher) {
    this.layout = layout;
    this.hasher = hasher;
    this.reader = new EntryReader(layout, hasher);
    this.description = new EntryDescription(hasher);
  }

  @Override
  public Export export(CacheKey key) {
    Lookup<CacheEntry> lookup = reader.find(key);
    if (lookup instanceof Lookup.Unavailable<CacheEntry> failed) {
      throw failed.fault().exception();
    } else if (lookup instanceof Lookup.Corrupt<CacheEntry> damaged) {
      return new Export.Unfit("it is damaged: " + damaged.reason());
    } else if (lookup instanceof Lookup.Newer<CacheEntry> newer) {
      return new Export.Unfit(newer.reason());
    } else if (!(lookup instanceof Lookup.Found<CacheEntry> found)) {
      return new Export.Absent();
    } else {
      return describe(key, found);
    }
  }

  private Export describe(CacheKey key, Lookup.Found<CacheEntry> found) {
    try {
      SharedEntry entry =
          found.entry().manifest().isPresent()
              ? description.of(layout.entry(key), found.entry().manifest().get())
              : description.ofPythons(layout.entry(key), key);
      Optional<String> fault = new ReceivedEntry(entry).findFault();
      return fault.isPresent()
          ? new Export.Unfit(fault.get())
          : new Export.Ready(new LocalExport(entry, layout.entry(key), hasher));
    } catch (UnstorableTreeException e) {
      return new Export.Unfit(String.valueOf(e.getMessage()));
    } catch (NoSuchFileException e) {
      // Deleted or replaced while it was looked at.
      return new Export.Absent();
    } catch (IOException e) {
      throw Failures.of("the entry cannot be read", layout.entry(key), e);
    }
  }

  @Override
  public Optional<EntryExport> join(SharedEntry first, EntryExport second) {
    return new EntryUnion(layout).join(first, second);
  }

  @Override
  public Reception receive(SharedEntry entry) {
    ReceivedEntry received = new ReceivedEntry(entry);
    Optional<String> newer = received.findNewerFormat();
    if (newer.isPresent()) {
      return new Reception.Newer(newer.get());
    }
    Optional<String> fault = received.findFault();
    if (fault.isPresent()) {
      return new Reception.Refused(fault.get());
    }
    try {
      LocalWriter.Tools tools = new LocalWriter.Tools(layout, hasher, reader);
      return new Reception.Open(LocalImport.open(received, Lease.take(layout), tools));
    } catch (ClosedByInterruptException e) {
      throw new RunInterruptedException("interrupted before the entry came", e);
    } catch (IOException e) {
      throw Failures.of("no folder can be made for an entry", layout.incoming(), e);
    }
  }
}
