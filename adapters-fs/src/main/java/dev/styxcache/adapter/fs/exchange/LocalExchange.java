package dev.styxcache.adapter.fs.exchange;

import dev.styxcache.adapter.fs.disk.Failures;
import dev.styxcache.adapter.fs.disk.FileDigests;
import dev.styxcache.adapter.fs.disk.UnstorableTreeException;
import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.adapter.fs.manifest.ManifestWriter;
import dev.styxcache.adapter.fs.publish.EntryPublisher;
import dev.styxcache.adapter.fs.read.EntryReader;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.application.spi.CacheEntry;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.EntryExchange;
import dev.styxcache.application.spi.EntryExport;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.manifest.SharedEntry;
import dev.styxcache.domain.manifest.SharedMember;
import dev.styxcache.domain.manifest.TreeRecord;
import dev.styxcache.files.FileStat;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Exports entries of a cache directory, merges them with remote ones, and imports others. */
public final class LocalExchange implements EntryExchange {

  private final EntryLayout layout;
  private final ContentHasher hasher;
  private final EntryReader reader;
  private final EntryPublisher publisher;

  /**
   * Creates the exchange of one cache directory.
   *
   * @param layout the cache directory; it need not exist
   * @param hasher digests what is exported and imported
   */
  public LocalExchange(EntryLayout layout, ContentHasher hasher) {
    this.layout = layout;
    this.hasher = hasher;
    this.reader = new EntryReader(layout, hasher);
    this.publisher = new EntryPublisher(layout, hasher);
  }

  @Override
  public Export export(CacheKey key) {
    Lookup<CacheEntry> lookup = reader.find(key);
    if (lookup instanceof Lookup.Unavailable<CacheEntry> failed) {
      throw failed.fault().exception();
    } else if (lookup instanceof Lookup.Corrupt<CacheEntry> damaged) {
      return new Export.Unshareable("it is corrupt: " + damaged.reason());
    } else if (lookup instanceof Lookup.Newer<CacheEntry> newer) {
      return new Export.Unshareable(newer.reason());
    } else if (!(lookup instanceof Lookup.Found<CacheEntry> found)) {
      return new Export.Missing();
    } else {
      return describe(key, found.entry().manifest());
    }
  }

  private Export describe(CacheKey key, Optional<EntryManifest> manifest) {
    Path folder = layout.entry(key);
    try {
      EntryDescriber describer = new EntryDescriber(folder, hasher);
      SharedEntry entry =
          manifest.isPresent()
              ? describer.describe(manifest.get())
              : describer.describeWithoutManifest(key);
      Optional<String> fault = new UntrustedEntry(entry).findFault();
      return fault.isPresent()
          ? new Export.Unshareable(fault.get())
          : new Export.Ready(new LocalExport(entry, folder, hasher));
    } catch (UnstorableTreeException e) {
      return new Export.Unshareable(String.valueOf(e.getMessage()));
    } catch (NoSuchFileException e) {
      // Deleted or replaced meanwhile.
      return new Export.Missing();
    } catch (IOException e) {
      throw Failures.of("the entry cannot be read", folder, e);
    }
  }

  /** An entry of a cache directory that is to be pushed. */
  private record LocalExport(SharedEntry entry, Path folder, ContentHasher hasher)
      implements EntryExport {

    @Override
    public Path content(TreeRecord.File file) {
      return folder.resolve(file.path());
    }

    @Override
    public Optional<String> findDamage() {
      try {
        for (TreeRecord.File file : entry.files()) {
          Optional<FileStat> stat = FileStat.ifPresent(content(file));
          if (stat.filter(found -> found.kind() == FileStat.Kind.FILE).isEmpty()) {
            return Optional.of(content(file) + " is missing");
          }
        }
        return FileDigests.findChanged(hasher, folder, entry.files())
            .map(path -> "the content of " + path + " does not have its recorded digest");
      } catch (IOException e) {
        throw Failures.of("the entry cannot be read", folder, e);
      }
    }
  }

  @Override
  public Optional<EntryExport> join(SharedEntry first, EntryExport second) {
    UntrustedEntry known = new UntrustedEntry(first);
    if (known.isOfInPlaceChanges()) {
      return Optional.of(second);
    }
    Optional<EntryManifest> old = known.manifest();
    Optional<EntryManifest> ours = new UntrustedEntry(second.entry()).manifest();
    if (old.isEmpty() || ours.isEmpty() || !old.get().key().equals(ours.get().key())) {
      return Optional.empty();
    }
    EntryManifest merged = old.get().mergedWith(ours.get());
    if (merged.equals(old.get())) {
      return Optional.empty();
    }
    SharedEntry entry =
        new SharedEntry(
            first.key(),
            Optional.of(ManifestWriter.write(merged)),
            mergedMembers(merged, first, second.entry()));
    Path nowhere = layout.entry(first.key()).resolve(EntryLayout.newTemporary());
    return new UntrustedEntry(entry).findFault().isPresent()
        ? Optional.empty()
        : Optional.of(new MergedExport(entry, second, Set.copyOf(second.entry().files()), nowhere));
  }

  /** In the order of the manifest. What both have is the first one's. */
  private static List<SharedMember> mergedMembers(
      EntryManifest merged, SharedEntry first, SharedEntry second) {
    Map<String, SharedMember> known = new HashMap<>();
    second.members().forEach(member -> known.put(member.path(), member));
    first.members().forEach(member -> known.put(member.path(), member));
    Set<String> listed = new HashSet<>();
    List<SharedMember> members = new ArrayList<>();
    for (TreeRecord record : merged.outputs()) {
      listed.add(record.path());
      SharedMember member = known.get(record.path());
      if (member != null) {
        members.add(member);
      }
    }
    first.members().stream()
        .filter(member -> !listed.contains(member.path()))
        .forEach(members::add);
    return members;
  }

  /**
   * The local files are those of the second entry; the first one's are only in the remote store.
   */
  private record MergedExport(
      SharedEntry entry, EntryExport second, Set<TreeRecord.File> local, Path nowhere)
      implements EntryExport {

    @Override
    public Path content(TreeRecord.File file) {
      return local.contains(file) ? second.content(file) : nowhere;
    }

    @Override
    public Optional<String> findDamage() {
      return second.findDamage();
    }
  }

  @Override
  public Reception receive(SharedEntry entry) {
    UntrustedEntry untrusted = new UntrustedEntry(entry);
    Optional<String> other = untrusted.findOtherFormat();
    if (other.isPresent()) {
      return new Reception.OtherFormat(other.get());
    }
    Optional<String> fault = untrusted.findFault();
    if (fault.isPresent()) {
      return new Reception.Refused(fault.get());
    }
    try {
      return new Reception.Open(
          new LocalImport(entry, untrusted.manifest(), layout, hasher, publisher));
    } catch (ClosedByInterruptException e) {
      throw new RunInterruptedException("interrupted before the entry was fetched", e);
    } catch (IOException e) {
      throw Failures.of("cannot create the folder for an entry", layout.incoming(), e);
    }
  }
}
