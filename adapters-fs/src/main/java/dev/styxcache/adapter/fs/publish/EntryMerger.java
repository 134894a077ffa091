package dev.styxcache.adapter.fs.publish;

import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.adapter.fs.lock.FileLocks;
import dev.styxcache.adapter.fs.manifest.ManifestFiles;
import dev.styxcache.adapter.fs.read.EntryReader;
import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.spi.CacheEntry;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.KeyLocks.KeyLock;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.manifest.MissingOutputs;
import dev.styxcache.domain.manifest.TreeIndex;
import dev.styxcache.domain.manifest.TreeRecord;
import dev.styxcache.files.FileStat;
import dev.styxcache.files.Modes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Adds outputs and absences that an entry lacks; never overwrites.
 *
 * <p>Each file is added whole, in one step. Readers know of it only from the manifest, which is
 * replaced by one rename after all files are there. A process that is killed in between leaves
 * files that no manifest lists; the next merge replaces them.
 *
 * <p>If two merges run at once, the later manifest wins and may lack what the other one added. A
 * lock prevents this. Where there are no locks, each merge reads the manifest back, and starts
 * again if it lacks something. Whatever is lost even so costs only a later hit.
 */
final class EntryMerger {

  private static final int MAX_ATTEMPTS = 20;

  private final EntryLayout layout;
  private final EntryReader reader;
  private final FileLocks locks;
  private final PythonEntries pythonEntries;

  EntryMerger(EntryLayout layout, ContentHasher hasher) {
    this.layout = layout;
    this.reader = new EntryReader(layout, hasher);
    this.locks = new FileLocks(layout);
    this.pythonEntries = new PythonEntries(hasher);
  }

  /**
   * Merges a folder into the entry of its key.
   *
   * @param source a sealed folder, which is not changed
   * @param ours its manifest
   * @return what has become of it
   * @throws IOException if the entry cannot be read or written
   * @throws CacheUnavailableException if it is corrupt, or of a newer format
   */
  Publication merge(Path source, EntryManifest ours) throws IOException {
    CacheKey key = ours.key();
    IOException vanished = null;
    try (KeyLock lock = locks.acquireForMerge(key)) {
      for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
        Optional<FileStat> marker = marker(key);
        Lookup<CacheEntry> lookup = reader.find(key);
        if (lookup instanceof Lookup.Missing) {
          return new Publication.Gone();
        } else if (lookup instanceof Lookup.Unavailable<CacheEntry> failed) {
          throw failed.fault().exception();
        } else if (!(lookup instanceof Lookup.Found)) {
          throw new CacheUnavailableException(
              "found an unusable entry at " + layout.entry(key) + ", which was kept; run again");
        }
        try {
          Optional<Publication> merged =
              add(source, ours, ((Lookup.Found<CacheEntry>) lookup).entry(), marker);
          if (merged.isPresent()) {
            return merged.get();
          }
        } catch (NoSuchFileException e) {
          vanished = e;
        }
      }
    }
    throw new IOException("other processes keep replacing " + layout.entry(key), vanished);
  }

  /**
   * Merges an entry that lost its final name to another one with the same key.
   *
   * @param displaced the entry's folder
   * @param key its key
   * @throws IOException if the file system failed
   */
  void mergeEntry(Path displaced, CacheKey key) throws IOException {
    Lookup<CacheEntry> lookup = reader.read(key, displaced);
    if (lookup instanceof Lookup.Found<CacheEntry> found && found.entry().manifest().isPresent()) {
      merge(displaced, found.entry().manifest().get());
    }
  }

  /** Distinguishes an entry from another one of the same key that replaces it. */
  private Optional<FileStat> marker(CacheKey key) throws IOException {
    return FileStat.ifPresent(layout.entry(key).resolve(EntryLayout.DONE));
  }

  /** Adds what the entry lacks; empty if another process interfered. */
  private Optional<Publication> add(
      Path source, EntryManifest ours, CacheEntry present, Optional<FileStat> marker)
      throws IOException {
    Path entry = layout.entry(ours.key());
    Optional<EntryManifest> described =
        present.manifest().isPresent() ? present.manifest() : pythonEntries.describe(entry, ours);
    OutputAdder adder = new OutputAdder(source, entry);
    if (described.isEmpty()) {
      addUnlisted(adder, entry, ours);
      return Optional.of(new Publication.Merged());
    }
    EntryManifest old = described.get();
    if (!old.isOfAnotherRun(ours)) {
      Optional<String> difference = old.findDifference(ours);
      if (difference.isPresent()) {
        return Optional.of(new Publication.Different(difference.get()));
      }
    }
    List<TreeRecord> candidates = unblocked(lacking(ours, old), adder);
    EntryManifest merged = old.mergedWith(ours.toBuilder().outputs(candidates).build());
    adder.add(lacking(merged, old));
    if (!present.manifest().equals(Optional.of(merged))) {
      if (!marker(ours.key()).equals(marker)) {
        // Another entry is here now, which this manifest does not describe.
        return Optional.empty();
      }
      ManifestFiles.replace(entry, merged);
      Files.setLastModifiedTime(entry, FileTime.from(Instant.now()));
    }
    if (present.manifest().isEmpty()) {
      // Read-only, the marker says that an entry without a manifest has lost it.
      Modes.setOfFile(entry.resolve(EntryLayout.DONE), 0444);
    }
    return reader.find(ours.key()) instanceof Lookup.Found<CacheEntry> found
            && found.entry().manifest().filter(now -> now.includes(merged)).isPresent()
        ? Optional.of(new Publication.Merged())
        : Optional.empty();
  }

  /** An entry for which no manifest can be written has what is in its folder. */
  private static void addUnlisted(OutputAdder adder, Path entry, EntryManifest ours)
      throws IOException {
    List<TreeRecord> candidates = unblocked(ours.outputs(), adder);
    List<TreeRecord> present = new ArrayList<>();
    for (TreeRecord record : candidates) {
      if (FileStat.ifPresent(entry.resolve(record.path())).isPresent()) {
        present.add(record);
      }
    }
    adder.add(MissingOutputs.of(present, candidates));
  }

  private static List<TreeRecord> unblocked(List<TreeRecord> records, OutputAdder adder)
      throws IOException {
    List<TreeRecord> unblocked = new ArrayList<>();
    for (TreeRecord record : records) {
      if (!adder.isBlocked(record)) {
        unblocked.add(record);
      }
    }
    return unblocked;
  }

  /** The outputs that the second manifest does not list. */
  private static List<TreeRecord> lacking(EntryManifest first, EntryManifest second) {
    TreeIndex index = TreeIndex.of(second.outputs());
    return first.outputs().stream().filter(record -> !index.lists(record.path())).toList();
  }
}
