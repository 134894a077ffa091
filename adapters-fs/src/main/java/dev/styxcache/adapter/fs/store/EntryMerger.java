package dev.styxcache.adapter.fs.store;

import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.adapter.fs.lock.FileLocks;
import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.spi.CacheEntry;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.KeyLocks.KeyLock;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.manifest.MissingOutputs;
import dev.styxcache.domain.manifest.MutableState;
import dev.styxcache.domain.manifest.TreeIndex;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
    OutputAdder adder = new OutputAdder(source, entry);
    if (described.isEmpty()) {
      addUnlisted(adder, entry, ours);
      return true;
    }
    EntryManifest old = described.get();
    EntryManifest merged = old.mergedWith(withoutBlocked(ours, old, adder));
    adder.add(lacking(merged, old));
    for (Map.Entry<Integer, MutableState> state : ours.mutable().entrySet()) {
      if (!old.mutable().containsKey(state.getKey())) {
        adder.addMutable(state.getKey(), state.getValue());
      }
    }
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
        && found.entry().manifest().filter(now -> now.includes(merged)).isPresent();
  }

  /** An entry for which no manifest can be written has what is in its folder. */
  private static void addUnlisted(OutputAdder adder, Path entry, EntryManifest ours)
      throws IOException {
    List<TreeRecord> present = new ArrayList<>();
    for (TreeRecord record : ours.outputs()) {
      if (FileFacts.ifPresent(entry.resolve(record.path())).isPresent()) {
        present.add(record);
      }
    }
    adder.add(MissingOutputs.of(present, ours.outputs()));
  }

  private static EntryManifest withoutBlocked(
      EntryManifest ours, EntryManifest old, OutputAdder adder) throws IOException {
    Set<String> blocked = new HashSet<>();
    for (TreeRecord record : MissingOutputs.of(old.outputs(), ours.outputs())) {
      int slash = record.path().lastIndexOf('/');
      if ((slash >= 0 && blocked.contains(record.path().substring(0, slash)))
          || adder.isBlocked(record)) {
        blocked.add(record.path());
      }
    }
    List<TreeRecord> outputs =
        ours.outputs().stream().filter(record -> !blocked.contains(record.path())).toList();
    return ours.toBuilder().outputs(outputs).build();
  }

  /** The outputs that the second manifest does not list. */
  private static List<TreeRecord> lacking(EntryManifest first, EntryManifest second) {
    TreeIndex index = TreeIndex.of(second.outputs());
    return first.outputs().stream().filter(record -> !index.lists(record.path())).toList();
  }
}
