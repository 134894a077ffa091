package dev.styxcache.adapter.fs.store;

import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.adapter.fs.lock.FileLocks;
import dev.styxcache.adapter.fs.tree.TreeIndex;
import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.spi.CacheEntry;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.KeyLocks.KeyLock;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.manifest.MutableState;
import dev.styxcache.domain.manifest.TreeRecord;
import dev.styxcache.files.FileFacts;
import dev.styxcache.files.Modes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Gives an entry what another run of the same key has and it has not. What it has, it keeps.
 *
 * <p>Each file appears in the entry by one step, whole; a reader knows of it only from the
 * manifest, which is replaced by one rename when all are there. A process that is killed in between
 * leaves files that no manifest lists, and so no entry has; the next merge puts its own in their
 * place.
 *
 * <p>Of two merges at once the later manifest would win, and might not list what the other one
 * added. So there is a lock; where there can be none, each looks again after it has written, and
 * starts again where something of its own is missing. What is lost even so is only a later hit.
 */
final class EntryMerger {

  private static final int ATTEMPTS = 20;

  private final EntryLayout layout;
  private final EntryReader reader;
  private final FileLocks locks;
  private final PythonEntries pythonEntries;

  EntryMerger(EntryLayout layout, EntryReader reader, ContentHasher hasher) {
    this.layout = layout;
    this.reader = reader;
    this.locks = new FileLocks(layout);
    this.pythonEntries = new PythonEntries(hasher);
  }

  /**
   * Merges.
   *
   * @param source a sealed folder, which stays as it is
   * @param ours what it says of itself
   * @return whether there is an entry, which has all that could be added; else there is none any
   *     more
   * @throws IOException if the entry cannot be read or written
   * @throws CacheUnavailableException if it is damaged, or of a newer format
   */
  boolean merge(Path source, EntryManifest ours) throws IOException {
    try (KeyLock lock = locks.acquire(layout.mergeLock(ours.key()), holder -> {})) {
      return mergeLocked(source, ours);
    }
  }

  private boolean mergeLocked(Path source, EntryManifest ours) throws IOException {
    CacheKey key = ours.key();
    IOException vanished = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<FileFacts> marker = marker(key);
      Lookup<CacheEntry> lookup = reader.find(key);
      if (lookup instanceof Lookup.Missing) {
        return false;
      } else if (lookup instanceof Lookup.Unavailable<CacheEntry> failed) {
        throw failed.fault().exception();
      } else if (!(lookup instanceof Lookup.Found)) {
        throw new CacheUnavailableException(
            "an entry came to be at "
                + layout.entry(key)
                + " that cannot be used and was not replaced; run again");
      }
      try {
        if (add(source, ours, ((Lookup.Found<CacheEntry>) lookup).entry(), marker)) {
          return true;
        }
      } catch (NoSuchFileException e) {
        vanished = e;
      }
    }
    throw new IOException("others keep replacing " + layout.entry(key), vanished);
  }

  /**
   * Merges an entry that lost its place to another one with the same key.
   *
   * @param displaced the entry, at another place
   * @param key its key
   * @throws IOException if it cannot be done
   */
  void mergeEntry(Path displaced, CacheKey key) throws IOException {
    Lookup<CacheEntry> lookup = reader.look(key, displaced);
    if (lookup instanceof Lookup.Found<CacheEntry> found && found.entry().manifest().isPresent()) {
      merge(displaced, found.entry().manifest().get());
    }
  }

  /** Tells one entry of a key from another one that takes its place. */
  private Optional<FileFacts> marker(CacheKey key) throws IOException {
    return FileFacts.ifPresent(layout.entry(key).resolve(EntryLayout.DONE));
  }

  /** Whether nothing of ours is missing in the entry's manifest. */
  private boolean add(
      Path source, EntryManifest ours, CacheEntry present, Optional<FileFacts> marker)
      throws IOException {
    Path entry = layout.entry(ours.key());
    Optional<EntryManifest> described =
        present.manifest().isPresent() ? present.manifest() : pythonEntries.describe(entry, ours);
    if (described.isEmpty()) {
      addUnnoted(source, entry, ours);
      return true;
    }
    EntryManifest old = described.get();
    Addition addition = new Addition(source, entry);
    List<TreeRecord> added = addition.addMissing(missing(ours, old), old.outputs());
    EntryManifest merged =
        merged(old, ours, added, addMutable(addition, ours.mutable(), old.mutable()));
    if (!present.manifest().equals(Optional.of(merged))) {
      if (!marker(ours.key()).equals(marker)) {
        // Another entry has come to stand here, of which this manifest would not be true.
        return false;
      }
      Manifests.replace(entry, merged);
      Files.setLastModifiedTime(entry, FileTime.from(Instant.now()));
    }
    if (present.manifest().isEmpty()) {
      // From now on an entry without a manifest would be one that has lost it.
      Modes.setOfFile(entry.resolve(EntryLayout.DONE), 0444);
    }
    return reader.find(ours.key()) instanceof Lookup.Found<CacheEntry> found
        && found.entry().manifest().filter(now -> includes(now, merged)).isPresent();
  }

  /** Where no manifest can be written, what is on disk is what the entry has. */
  private static void addUnnoted(Path source, Path entry, EntryManifest ours) throws IOException {
    List<TreeRecord> present = new ArrayList<>();
    List<TreeRecord> missing = new ArrayList<>();
    for (TreeRecord record : ours.outputs()) {
      boolean there = FileFacts.ifPresent(entry.resolve(record.path())).isPresent();
      (there ? present : missing).add(record);
    }
    new Addition(source, entry).addMissing(missing, present);
  }

  static List<TreeRecord> missing(EntryManifest ours, EntryManifest old) {
    TreeIndex present = TreeIndex.of(old.outputs());
    return ours.outputs().stream().filter(record -> present.at(record.path()).isEmpty()).toList();
  }

  private static Map<Integer, MutableState> addMutable(
      Addition addition, Map<Integer, MutableState> ours, Map<Integer, MutableState> old)
      throws IOException {
    Map<Integer, MutableState> merged = new TreeMap<>(ours);
    merged.putAll(old);
    for (Map.Entry<Integer, MutableState> state : ours.entrySet()) {
      if (!old.containsKey(state.getKey())) {
        addition.addMutable(state.getKey(), state.getValue());
      }
    }
    return merged;
  }

  static EntryManifest merged(
      EntryManifest old,
      EntryManifest ours,
      List<TreeRecord> added,
      Map<Integer, MutableState> mutable) {
    List<TreeRecord> outputs = new ArrayList<>(old.outputs());
    outputs.addAll(added);
    outputs.sort(Comparator.comparing(TreeRecord::path));
    TreeIndex index = TreeIndex.of(outputs);
    Set<String> absent =
        Stream.concat(old.absent().stream(), ours.absent().stream())
            .filter(output -> !index.holds(output))
            .collect(Collectors.toUnmodifiableSet());
    return new EntryManifest(
        old.key(),
        old.payload(),
        old.metadata(),
        old.image(),
        old.command(),
        old.exitCode(),
        old.created(),
        old.duration(),
        old.version(),
        outputs,
        absent,
        mutable,
        old.streams());
  }

  private static boolean includes(EntryManifest now, EntryManifest wanted) {
    TreeIndex index = TreeIndex.of(now.outputs());
    return wanted.outputs().stream().allMatch(record -> index.at(record.path()).isPresent())
        && wanted.absent().stream()
            .allMatch(output -> now.absent().contains(output) || index.holds(output))
        && now.mutable().keySet().containsAll(wanted.mutable().keySet());
  }
}
