package dev.styxcache.testing;

import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.manifest.SharedEntry;
import dev.styxcache.domain.manifest.SharedMember;
import dev.styxcache.domain.manifest.TreeRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks an entry from elsewhere before a memory store takes it in. Stateless. */
final class SharedEntryCheck {

  private SharedEntryCheck() {}

  /** What is wrong with an entry; empty where nothing is. */
  static Optional<String> findFault(SharedEntry entry) {
    Optional<EntryManifest> manifest = entry.manifest().flatMap(ManifestTexts::read);
    if (entry.manifest().isPresent() && manifest.isEmpty()) {
      return Optional.of(
          "no memory store of this process wrote its manifest: " + entry.manifest().get());
    }
    return manifest
        .flatMap(known -> findContradiction(known, entry))
        .or(() -> findWrongName(entry))
        .or(() -> findEscape(entry));
  }

  private static Optional<String> findContradiction(EntryManifest manifest, SharedEntry entry) {
    if (!manifest.key().equals(entry.key())) {
      return Optional.of("its manifest is that of " + manifest.key().hex());
    }
    Map<String, TreeRecord> members = new HashMap<>();
    entry.members().forEach(member -> members.put(member.path(), member.record()));
    for (TreeRecord record : manifest.outputs()) {
      if (!record.equals(members.remove(record.path()))) {
        return Optional.of(record.path() + " is listed in the manifest but missing");
      }
    }
    return members.keySet().stream()
        .filter(path -> !EntryMembers.isCapture(path))
        .findFirst()
        .map(path -> path + " is not listed in the manifest");
  }

  private static Optional<String> findWrongName(SharedEntry entry) {
    return entry.members().stream()
        .map(SharedMember::path)
        .filter(EntryTree::isReserved)
        .filter(path -> !EntryMembers.isCapture(path))
        .findFirst()
        .map(path -> path + " is a name that the cache keeps for itself");
  }

  private static Optional<String> findEscape(SharedEntry entry) {
    List<TreeRecord> outputs =
        entry.members().stream()
            .map(SharedMember::record)
            .filter(record -> !EntryTree.isReserved(record.path()))
            .toList();
    return EntryTree.findEscape(outputs, Set.of())
        .map(link -> "the link " + link.path() + " leads out, to " + link.target());
  }
}
