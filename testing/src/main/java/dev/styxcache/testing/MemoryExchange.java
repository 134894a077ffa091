package dev.styxcache.testing;

import dev.styxcache.application.spi.CacheEntry;
import dev.styxcache.application.spi.EntryExchange;
import dev.styxcache.application.spi.EntryExport;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.manifest.SharedEntry;
import dev.styxcache.domain.manifest.SharedMember;
import dev.styxcache.domain.manifest.TreeRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Lets the entries of a memory store out, and takes others in. Safe for use by many threads. */
final class MemoryExchange implements EntryExchange {

  private final MemoryStore store;

  MemoryExchange(MemoryStore store) {
    this.store = store;
  }

  @Override
  public Export export(CacheKey key) {
    synchronized (store) {
      return store
          .find(key)
          .fold(
              entry -> describe(key, entry),
              missing -> new Export.Missing(),
              corrupt -> new Export.Unshareable("it is corrupt: " + corrupt.reason()),
              newer -> new Export.Unshareable(newer.reason()),
              fault -> {
                throw fault.exception();
              });
    }
  }

  private Export describe(CacheKey key, CacheEntry found) {
    Path folder = store.directoryOf(key);
    Optional<EntryManifest> manifest = found.manifest();
    try {
      List<TreeRecord> records = EntryTree.scan(folder);
      if (manifest.isPresent()) {
        // By the manifest, not by what is there: a changed content must not be sent as sound.
        records.removeIf(record -> !EntryMembers.isCapture(record.path()));
        records.addAll(manifest.get().outputs());
      }
      List<SharedMember> members = new ArrayList<>();
      for (TreeRecord record : records) {
        members.add(new SharedMember(record, modified(folder, record)));
      }
      SharedEntry entry = new SharedEntry(key, manifest.map(ManifestTexts::write), members);
      Optional<String> fault = SharedEntryCheck.findFault(entry);
      return fault.isPresent()
          ? new Export.Unshareable(fault.get())
          : new Export.Ready(new MemoryExport(entry, folder));
    } catch (IOException e) {
      throw MemoryStore.failure(key, e);
    }
  }

  private static Instant modified(Path folder, TreeRecord record) throws IOException {
    return record instanceof TreeRecord.Link
        ? Instant.EPOCH
        : Files.getLastModifiedTime(folder.resolve(record.path()), LinkOption.NOFOLLOW_LINKS)
            .toInstant();
  }

  /** An entry whose contents are below a folder. */
  private record MemoryExport(SharedEntry entry, Path folder) implements EntryExport {

    @Override
    public Path content(TreeRecord.File file) {
      return folder.resolve(file.path());
    }

    @Override
    public Optional<String> findDamage() {
      try {
        for (TreeRecord.File file : entry.files()) {
          if (!MemoryHasher.digest(Files.readAllBytes(content(file))).equals(file.hash())) {
            return Optional.of(content(file) + " does not have the content of its digest");
          }
        }
        return Optional.empty();
      } catch (IOException e) {
        return Optional.of("it cannot be read: " + e);
      }
    }
  }

  @Override
  public Optional<EntryExport> join(SharedEntry first, EntryExport second) {
    Optional<EntryManifest> old = first.manifest().flatMap(ManifestTexts::read);
    Optional<EntryManifest> ours = second.entry().manifest().flatMap(ManifestTexts::read);
    if (old.isEmpty() || ours.isEmpty()) {
      return Optional.empty();
    }
    EntryManifest merged = old.get().mergedWith(ours.get());
    if (merged.equals(old.get())) {
      return Optional.empty();
    }
    Map<String, SharedMember> known = new HashMap<>(byPath(second.entry()));
    known.putAll(byPath(first));
    List<SharedMember> members = new ArrayList<>(first.members());
    members.removeIf(member -> !EntryMembers.isCapture(member.path()));
    merged.outputs().stream()
        .map(record -> known.getOrDefault(record.path(), new SharedMember(record, Instant.EPOCH)))
        .forEach(members::add);
    SharedEntry entry =
        new SharedEntry(first.key(), Optional.of(ManifestTexts.write(merged)), members);
    return Optional.of(new Joined(entry, second));
  }

  private static Map<String, SharedMember> byPath(SharedEntry entry) {
    return entry.members().stream()
        .collect(Collectors.toMap(SharedMember::path, Function.identity()));
  }

  /** Has the contents of the second entry at hand. */
  private record Joined(SharedEntry entry, EntryExport second) implements EntryExport {

    @Override
    public Path content(TreeRecord.File file) {
      Path content = second.content(file);
      return second.entry().files().contains(file)
          ? content
          : content.resolveSibling(EntryTree.RESERVED + ".elsewhere");
    }

    @Override
    public Optional<String> findDamage() {
      return second.findDamage();
    }
  }

  @Override
  public Reception receive(SharedEntry entry) {
    Optional<String> newer = entry.manifest().flatMap(ManifestTexts::findNewerFormat);
    if (newer.isPresent()) {
      return new Reception.OtherFormat("the entry has format " + newer.get());
    }
    Optional<String> fault = SharedEntryCheck.findFault(entry);
    if (fault.isPresent()) {
      return new Reception.Refused(fault.get());
    }
    synchronized (store) {
      store.requireWritable();
      try {
        return new Reception.Open(new MemoryImport(store, store.newFolder(), entry));
      } catch (IOException e) {
        throw MemoryStore.failure(entry.key(), e);
      }
    }
  }
}
