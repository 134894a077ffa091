package dev.styxcache.adapter.fs.exchange;

import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.adapter.fs.manifest.ManifestFiles;
import dev.styxcache.adapter.fs.manifest.ManifestReader;
import dev.styxcache.adapter.fs.manifest.ManifestReader.Reading;
import dev.styxcache.domain.manifest.CapturedStream;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.manifest.LinkCheck;
import dev.styxcache.domain.manifest.SharedEntry;
import dev.styxcache.domain.manifest.SharedMember;
import dev.styxcache.domain.manifest.StreamName;
import dev.styxcache.domain.manifest.TreeIndex;
import dev.styxcache.domain.manifest.TreeRecord;
import dev.styxcache.domain.policy.HitPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Validates a fetched entry before anything of it is written. Untrusted input: every field is
 * checked. The members must be exactly those of the manifest, reserved names must have their
 * meaning, and no link may lead out. Immutable.
 */
final class UntrustedEntry {

  /** Maximum length of a path, in characters: Linux takes that many bytes, other systems less. */
  private static final int MAX_PATH = 4095;

  private static final Instant FIRST_TIME = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST_TIME = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private final SharedEntry entry;
  private final Optional<Reading> reading;

  UntrustedEntry(SharedEntry entry) {
    this.entry = entry;
    this.reading =
        entry.manifest().map(text -> ManifestReader.read(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The manifest, if the entry has one that can be read. */
  Optional<EntryManifest> manifest() {
    return reading
        .filter(Reading.Understood.class::isInstance)
        .map(understood -> ((Reading.Understood) understood).manifest().withoutTimes());
  }

  /** Why this version of styxcache does not use the entry, though nothing is wrong with it. */
  Optional<String> findOtherFormat() {
    return isOfInPlaceChanges()
        ? Optional.of(HitPolicy.NO_COPIES)
        : reading
            .filter(Reading.Newer.class::isInstance)
            .map(
                newer ->
                    "the entry has format "
                        + ((Reading.Newer) newer).format()
                        + "; this version of styxcache knows formats up to "
                        + EntryManifest.NEWEST_FORMAT);
  }

  /** Whether version 0.1.0 made the entry, and its tool changed mutable inputs in place. */
  boolean isOfInPlaceChanges() {
    return manifest().filter(known -> known.copies().isEmpty()).isPresent()
        && entry.members().stream().anyMatch(member -> member.path().equals(EntryLayout.MUTABLE));
  }

  /** The first fault that is found; empty if the entry is valid. */
  Optional<String> findFault() {
    if (entry.manifest().filter(text -> text.length() > ManifestFiles.MAX_BYTES).isPresent()) {
      return Optional.of("its manifest is too large");
    }
    if (reading.isPresent() && reading.get() instanceof Reading.Malformed malformed) {
      return Optional.of("its manifest cannot be read: " + malformed.reason());
    }
    Optional<String> fault = manifest().flatMap(this::findContradiction);
    return fault.or(this::findUnwritable).or(this::findWrongName).or(this::findEscape);
  }

  /** Names and times that no file system can store. */
  private Optional<String> findUnwritable() {
    for (SharedMember member : entry.members()) {
      String target = member.record() instanceof TreeRecord.Link link ? link.target() : "";
      if (!isText(member.path()) || !isText(target)) {
        return Optional.of("a name in it is too long, or not valid Unicode");
      }
      if (member.modified().isBefore(FIRST_TIME) || member.modified().isAfter(LAST_TIME)) {
        return Optional.of("the modification time of " + member.path() + " is out of range");
      }
    }
    return Optional.empty();
  }

  private static boolean isText(String name) {
    return name.length() <= MAX_PATH
        && name.indexOf('\0') < 0
        && StandardCharsets.UTF_8.newEncoder().canEncode(name);
  }

  private Optional<String> findContradiction(EntryManifest manifest) {
    if (!manifest.key().equals(entry.key())) {
      return Optional.of("its manifest is that of " + manifest.key());
    }
    Map<String, TreeRecord> members = new HashMap<>();
    entry.members().forEach(member -> members.put(member.path(), member.record()));
    captures(manifest).forEach(members::remove);
    for (TreeRecord record : manifest.outputs()) {
      if (!record.equals(members.remove(record.path()))) {
        return Optional.of(record.path() + " is listed in the manifest but missing");
      }
    }
    return members.keySet().stream()
        .findFirst()
        .map(path -> path + " is not listed in the manifest");
  }

  private static Set<String> captures(EntryManifest manifest) {
    Set<String> names = new HashSet<>();
    for (Map.Entry<StreamName, CapturedStream> stream : manifest.streams().entrySet()) {
      names.add(EntryLayout.capture(stream.getKey()));
      if (!stream.getValue().exactUtf8()) {
        names.add(EntryLayout.rawCapture(stream.getKey()));
      }
    }
    return names;
  }

  private Optional<String> findWrongName() {
    Set<String> own = new HashSet<>();
    for (StreamName stream : StreamName.values()) {
      own.add(EntryLayout.capture(stream));
      if (manifest().isPresent()) {
        own.add(EntryLayout.rawCapture(stream));
      }
    }
    for (SharedMember member : entry.members()) {
      String path = member.path();
      boolean capture = own.contains(path);
      if (capture && !(member.record() instanceof TreeRecord.File)) {
        return Optional.of(path + " is not a file");
      }
      if (EntryLayout.isReserved(path) && !capture) {
        return Optional.of(path + " is a reserved name");
      }
    }
    return Optional.empty();
  }

  private Optional<String> findEscape() {
    List<TreeRecord> outputs = new ArrayList<>();
    for (SharedMember member : entry.members()) {
      if (!EntryLayout.isReserved(member.path())) {
        outputs.add(member.record());
      }
    }
    LinkCheck check = new LinkCheck(TreeIndex.of(outputs));
    for (TreeRecord record : outputs) {
      if (record instanceof TreeRecord.Link link && check.leadsOut(link)) {
        return Optional.of("the link " + link.path() + " leads out of it, to " + link.target());
      }
    }
    return Optional.empty();
  }
}
