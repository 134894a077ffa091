package dev.styxcache.adapter.fs.store;

import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.adapter.fs.manifest.ManifestWriter;
import dev.styxcache.application.spi.EntryExport;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.manifest.SharedEntry;
import dev.styxcache.domain.manifest.SharedMember;
import dev.styxcache.domain.manifest.TreeRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Joins descriptions of two entries of one key, by the rules by which {@link EntryMerger} joins
 * entries on disk.
 */
record EntryUnion(EntryLayout layout) {

  Optional<EntryExport> join(SharedEntry first, EntryExport second) {
    Optional<EntryManifest> old = new ReceivedEntry(first).manifest();
    Optional<EntryManifest> ours = new ReceivedEntry(second.entry()).manifest();
    if (old.isEmpty() || ours.isEmpty() || !old.get().key().equals(ours.get().key())) {
      return Optional.empty();
    }
    EntryManifest joined = old.get().mergedWith(ours.get());
    if (joined.equals(old.get())) {
      return Optional.empty();
    }
    List<SharedMember> members = members(joined, first, second.entry());
    SharedEntry entry =
        new SharedEntry(first.key(), Optional.of(ManifestWriter.write(joined)), members);
    return new ReceivedEntry(entry).findFault().isPresent()
        ? Optional.empty()
        : Optional.of(
            new Joined(entry, second, Set.copyOf(second.entry().files()), nowhere(first)));
  }

  /** In the order of the manifest; what both have is the first one's. */
  private static List<SharedMember> members(
      EntryManifest joined, SharedEntry first, SharedEntry second) {
    Map<String, SharedMember> known = new HashMap<>();
    second.members().forEach(member -> known.put(member.path(), member));
    first.members().forEach(member -> known.put(member.path(), member));
    Set<String> listed = new HashSet<>();
    List<SharedMember> members = new ArrayList<>();
    for (TreeRecord record : ManifestMembers.of(joined)) {
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

  private Path nowhere(SharedEntry entry) {
    return layout.entry(entry.key()).resolve(EntryLayout.temporary("elsewhere"));
  }

  /** Has those contents at hand that the second entry has. */
  private record Joined(
      SharedEntry entry, EntryExport second, Set<TreeRecord.File> atHand, Path nowhere)
      implements EntryExport {

    @Override
    public Path content(TreeRecord.File file) {
      return atHand.contains(file) ? second.content(file) : nowhere;
    }

    @Override
    public Optional<String> findDamage() {
      return second.findDamage();
    }
  }
}
