package dev.styxcache.adapter.fs.read;

import dev.styxcache.adapter.fs.capture.CaptureCache;
import dev.styxcache.adapter.fs.disk.Failures;
import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.adapter.fs.manifest.ManifestFiles;
import dev.styxcache.adapter.fs.manifest.ManifestReader;
import dev.styxcache.adapter.fs.manifest.ManifestReader.Reading;
import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.spi.CacheEntry;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.manifest.TreeIndex;
import dev.styxcache.files.FileStat;
import dev.styxcache.files.Modes;
import dev.styxcache.files.SizedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds entries and checks them. Writes nothing. Thread-safe.
 *
 * <p>An entry can be renamed or deleted while it is read, and then seems to lack files. So it
 * counts as corrupt only if the same folder is still there afterwards, with its done marker;
 * otherwise the lookup is retried.
 */
public final class EntryReader {

  /** Maximum number of lookups; the entry would have to be replaced during each. */
  private static final int MAX_ATTEMPTS = 50;

  private final EntryLayout layout;
  private final ContentHasher hasher;

  /**
   * Creates a reader for one cache directory.
   *
   * @param layout the cache directory
   * @param hasher compares files with their digests where their times leave doubt
   */
  public EntryReader(EntryLayout layout, ContentHasher hasher) {
    this.layout = layout;
    this.hasher = hasher;
  }

  /** Finds the entry of a key. */
  public Lookup<CacheEntry> find(CacheKey key) {
    Path entry = layout.entry(key);
    try {
      for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
        Optional<FileStat> before = FileStat.ifPresent(entry);
        Optional<Lookup<CacheEntry>> lookup = readUnlessItVanishes(key, entry, before);
        if (lookup.isPresent()
            && (!(lookup.get() instanceof Lookup.Corrupt) || isStillThere(entry, before))) {
          return lookup.get();
        }
      }
      // It changes all the time, so it could not be served.
      return new Lookup.Missing<>();
    } catch (IOException e) {
      return new Lookup.Unavailable<>(
          Failures.of("the cache entry of " + key.abbreviated() + " cannot be read", entry, e));
    } catch (InvalidPathException e) {
      return new Lookup.Unavailable<>(
          new CacheUnavailableException(
              "the cache entry "
                  + entry
                  + " has a file name that this process cannot encode ("
                  + e.getMessage()
                  + "); start Java with -Dsun.jnu.encoding=UTF-8",
              e));
    } catch (CacheUnavailableException e) {
      return new Lookup.Unavailable<>(e);
    }
  }

  private Optional<Lookup<CacheEntry>> readUnlessItVanishes(
      CacheKey key, Path entry, Optional<FileStat> folder) throws IOException {
    try {
      return Optional.of(read(key, entry, folder));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * Compares times as well as identities: a new folder often reuses the identity of a deleted one.
   */
  private static boolean isStillThere(Path entry, Optional<FileStat> before) throws IOException {
    return FileStat.ifPresent(entry).equals(before) && EntryLayout.isEntry(entry);
  }

  /** Reads an entry that may have another name than its final one, once. */
  public Lookup<CacheEntry> read(CacheKey key, Path entry) throws IOException {
    return read(key, entry, FileStat.ifPresent(entry));
  }

  private Lookup<CacheEntry> read(CacheKey key, Path entry, Optional<FileStat> folder)
      throws IOException {
    if (!EntryLayout.isEntry(entry, folder)) {
      requireFolders(key);
      return new Lookup.Missing<>();
    }
    Path file = entry.resolve(EntryLayout.MANIFEST);
    Optional<FileStat> stat = FileStat.ifPresent(file);
    if (stat.isEmpty()) {
      return withoutManifest(entry);
    }
    if (stat.get().kind() != FileStat.Kind.FILE || stat.get().size() > ManifestFiles.MAX_BYTES) {
      return new Lookup.Corrupt<>("the manifest " + file + " is not a file, or too large");
    }
    Reading reading = ManifestReader.read(SizedFile.read(file, stat.get().size()));
    if (reading instanceof Reading.Newer newer) {
      return new Lookup.Newer<>(
          "the entry "
              + entry
              + " has format "
              + newer.format()
              + "; this version of styxcache knows formats up to "
              + EntryManifest.NEWEST_FORMAT);
    } else if (reading instanceof Reading.Malformed malformed) {
      return new Lookup.Corrupt<>(
          "the manifest " + file + " cannot be read: " + malformed.reason());
    }
    return withManifest(key, entry, ((Reading.Understood) reading).manifest());
  }

  /**
   * Python writes no manifest. But if this software made the entry, its manifest is lost, and
   * perhaps more, as after an interrupted deletion. Only this software makes done markers
   * read-only.
   */
  private Lookup<CacheEntry> withoutManifest(Path entry) throws IOException {
    Path marker = entry.resolve(EntryLayout.DONE);
    Optional<FileStat> stat = FileStat.ifPresent(marker);
    if (stat.isEmpty()) {
      return new Lookup.Missing<>();
    }
    if (Modes.areSupported(marker) && (stat.get().permissions() & Modes.ALL_WRITE) == 0) {
      return new Lookup.Corrupt<>("the entry " + entry + " has lost its manifest");
    }
    return new Lookup.Found<>(
        new LocalEntry(
            entry,
            Optional.empty(),
            TreeIndex.of(List.of()),
            new CaptureCache(),
            Optional.empty()));
  }

  private Lookup<CacheEntry> withManifest(CacheKey key, Path entry, EntryManifest manifest)
      throws IOException {
    if (!manifest.key().equals(key)) {
      return new Lookup.Corrupt<>("the manifest in " + entry + " is that of " + manifest.key());
    }
    CaptureCache captures = new CaptureCache();
    TreeIndex index = TreeIndex.of(manifest.outputs());
    EntryCheck check = new EntryCheck(entry, manifest, index);
    Optional<String> damage = check.findDamage(captures);
    return damage.isPresent()
        ? new Lookup.Corrupt<>(damage.get())
        : new Lookup.Found<>(
            new LocalEntry(
                entry,
                Optional.of(manifest),
                index,
                captures,
                Optional.of(new EntryCare(layout, entry, manifest, check, hasher))));
  }

  /** A cache directory that does not exist has no entries; a file in its place is an error. */
  private void requireFolders(CacheKey key) {
    for (Path folder : new Path[] {layout.shard(key), layout.root()}) {
      if (Files.exists(folder) && !Files.isDirectory(folder)) {
        throw new CacheUnavailableException(
            "the cache cannot be read: "
                + folder
                + " is not a directory; remove it, or choose another cache directory");
      }
    }
  }
}
