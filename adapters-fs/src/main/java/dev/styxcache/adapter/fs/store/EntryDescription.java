package dev.styxcache.adapter.fs.store;

import dev.styxcache.adapter.fs.capture.CaptureReplay;
import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.adapter.fs.manifest.ManifestWriter;
import dev.styxcache.adapter.fs.tree.ScannedTree;
import dev.styxcache.adapter.fs.tree.TreeScanner;
import dev.styxcache.adapter.fs.tree.UnstorableTreeException;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.manifest.CapturedStream;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.manifest.SharedEntry;
import dev.styxcache.domain.manifest.SharedMember;
import dev.styxcache.domain.manifest.StreamName;
import dev.styxcache.domain.manifest.TreeRecord;
import dev.styxcache.files.FileFacts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Describes entries as they travel: what the manifest lists, with times, and the captured streams,
 * whose digests no manifest has.
 */
final class EntryDescription {

  private final ContentHasher hasher;

  EntryDescription(ContentHasher hasher) {
    this.hasher = hasher;
  }

  SharedEntry of(Path entry, EntryManifest manifest) throws IOException {
    List<TreeRecord> records = new ArrayList<>(ManifestMembers.of(manifest));
    Set<String> captures = new LinkedHashSet<>();
    for (Map.Entry<StreamName, CapturedStream> stream : manifest.streams().entrySet()) {
      captures.add(EntryLayout.capture(stream.getKey()));
      Path exact = CaptureReplay.file(entry, stream.getKey(), stream.getValue());
      captures.add(String.valueOf(exact.getFileName()));
    }
    records.addAll(files(entry, captures));
    return new SharedEntry(
        manifest.key(), Optional.of(ManifestWriter.write(manifest)), members(entry, records));
  }

  /** An entry without a manifest is what is in its folder. */
  SharedEntry ofPythons(Path entry, CacheKey key) throws UnstorableTreeException, IOException {
    ScannedTree tree = TreeScanner.scan(entry, EntryLayout::isReserved);
    List<TreeRecord> records =
        new ArrayList<>(tree.records(ContentDigests.of(hasher, tree.filePaths())));
    Set<String> captures = new LinkedHashSet<>();
    for (StreamName stream : StreamName.values()) {
      String name = EntryLayout.capture(stream);
      if (FileFacts.ifPresent(entry.resolve(name)).isPresent()) {
        captures.add(name);
      }
    }
    records.addAll(files(entry, captures));
    return new SharedEntry(key, Optional.empty(), members(entry, records));
  }

  private List<TreeRecord> files(Path entry, Set<String> names) throws IOException {
    List<String> paths = List.copyOf(names);
    List<ContentHash> hashes =
        ContentDigests.of(hasher, paths.stream().map(entry::resolve).toList());
    List<TreeRecord> records = new ArrayList<>();
    for (int i = 0; i < paths.size(); i++) {
      FileFacts facts = FileFacts.of(entry.resolve(paths.get(i)));
      records.add(new TreeRecord.File(paths.get(i), facts.size(), facts.mode(), hashes.get(i)));
    }
    return records;
  }

  private static List<SharedMember> members(Path entry, List<TreeRecord> records)
      throws IOException {
    List<SharedMember> members = new ArrayList<>();
    for (TreeRecord record : records) {
      boolean timeless = record instanceof TreeRecord.Link;
      Instant modified =
          timeless
              ? Instant.EPOCH
              : FileFacts.of(entry.resolve(record.path())).modified().toInstant();
      members.add(new SharedMember(record, modified));
    }
    return members;
  }
}
