package dev.styxcache.adapter.fs.exchange;

import dev.styxcache.adapter.fs.capture.CaptureReplay;
import dev.styxcache.adapter.fs.disk.FileDigests;
import dev.styxcache.adapter.fs.disk.ScannedTree;
import dev.styxcache.adapter.fs.disk.UnstorableTreeException;
import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.adapter.fs.manifest.ManifestWriter;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.manifest.CapturedStream;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.manifest.SharedEntry;
import dev.styxcache.domain.manifest.SharedMember;
import dev.styxcache.domain.manifest.StreamName;
import dev.styxcache.domain.manifest.TreeRecord;
import dev.styxcache.files.FileStat;
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
 * Describes an entry for a remote store: the members that its manifest lists, with times, and its
 * captured streams, whose digests no manifest has.
 *
 * @param entry the entry's folder
 * @param hasher digests what the manifest does not
 */
record EntryDescriber(Path entry, ContentHasher hasher) {

  SharedEntry describe(EntryManifest manifest) throws IOException {
    Set<String> captures = new LinkedHashSet<>();
    for (Map.Entry<StreamName, CapturedStream> stream : manifest.streams().entrySet()) {
      captures.add(EntryLayout.capture(stream.getKey()));
      Path exact = CaptureReplay.file(entry, stream.getKey(), stream.getValue());
      captures.add(String.valueOf(exact.getFileName()));
    }
    return shared(
        manifest.key(),
        Optional.of(ManifestWriter.write(manifest.withoutTimes())),
        manifest.outputs(),
        captures);
  }

  /** Describes an entry of Python's {@code styxcache} by what is in its folder. */
  SharedEntry describeWithoutManifest(CacheKey key) throws UnstorableTreeException, IOException {
    ScannedTree tree = ScannedTree.scan(entry, EntryLayout::isReserved);
    Set<String> captures = new LinkedHashSet<>();
    for (StreamName stream : StreamName.values()) {
      String name = EntryLayout.capture(stream);
      if (FileStat.ifPresent(entry.resolve(name)).isPresent()) {
        captures.add(name);
      }
    }
    return shared(key, Optional.empty(), tree.records(hasher), captures);
  }

  private SharedEntry shared(
      CacheKey key, Optional<String> manifest, List<TreeRecord> records, Set<String> captures)
      throws IOException {
    List<TreeRecord> all = new ArrayList<>(records);
    List<String> names = List.copyOf(captures);
    List<ContentHash> hashes = FileDigests.of(hasher, names.stream().map(entry::resolve).toList());
    for (int i = 0; i < names.size(); i++) {
      FileStat stat = FileStat.of(entry.resolve(names.get(i)));
      all.add(new TreeRecord.File(names.get(i), stat.size(), stat.permissions(), hashes.get(i)));
    }
    List<SharedMember> members = new ArrayList<>();
    for (TreeRecord record : all) {
      Instant modified =
          record instanceof TreeRecord.Link
              ? Instant.EPOCH
              : FileStat.of(entry.resolve(record.path())).modifiedTime();
      members.add(new SharedMember(record, modified));
    }
    return new SharedEntry(key, manifest, members);
  }
}
