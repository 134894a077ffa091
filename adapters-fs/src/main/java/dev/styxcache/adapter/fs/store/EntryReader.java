package dev.styxcache.adapter.fs.store;

import dev.styxcache.adapter.fs.disk.Failures;
import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.adapter.fs.manifest.ManifestReader;
import dev.styxcache.adapter.fs.manifest.ManifestReader.Reading;
import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.spi.CacheEntry;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.files.FileFacts;
import dev.styxcache.files.Modes;
import dev.styxcache.files.SizedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Looks for entries. Writes nothing.
 *
 * <p>An entry may be renamed away or deleted while it is looked at, and then seems to lack files.
 * So damage is believed only if afterwards the same folder is still there with its done marker;
 * otherwise it is looked again.
 */
final class EntryReader {

  /** Somebody would have to replace the entry this often, each time while it is read. */
  private static final int ATTEMPTS = 50;

  private final EntryLayout layout;
  private final ContentHasher hasher;

  EntryReader(EntryLayout layout, ContentHasher hasher) {
    this.layout = layout;
    this.hasher = hasher;
  }

  Lookup<CacheEntry> find(CacheKey key) {
    try {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        Optional<FileFacts> before = FileFacts.ifPresent(layout.entry(key));
        Optional<Lookup<CacheEntry>> lookup = lookUnlessItVanishes(key, before);
        if (lookup.isPresent()
            && (!(lookup.get() instanceof Lookup.Corrupt) || isStillThere(key, before))) {
          return lookup.get();
        }
      }
      // Where it is never twice the same, it is no entry that could be served.
      return new Lookup.Missing<>();
    } catch (IOException e) {
      return new Lookup.Unavailable<>(
          Failures.of(
              "the cache entry of " + key.abbreviated() + " cannot be read", layout.entry(key), e));
    } catch (InvalidPathException e) {
      return new Lookup.Unavailable<>(
          new CacheUnavailableException(
              "the cache entry "
                  + layout.entry(key)
                  + " has a file name that this process cannot spell ("
                  + e.getMessage()
                  + "); start Java with -Dsun.jnu.encoding=UTF-8",
              e));
    } catch (CacheUnavailableException e) {
      return new Lookup.Unavailable<>(e);
    }
  }

  /** Whether a folder is an entry: it is no link to a folder, and has the done marker. */
  static boolean isEntry(Path folder) throws IOException {
    return isEntry(folder, FileFacts.ifPresent(folder));
  }

  private static boolean isEntry(Path folder, Optional<FileFacts> facts) throws IOException {
    return isKind(facts, FileFacts.Kind.FOLDER)
        && isKind(FileFacts.ifPresent(folder.resolve(EntryLayout.DONE)), FileFacts.Kind.FILE);
  }

  private static boolean isKind(Optional<FileFacts> facts, FileFacts.Kind kind) {
    return facts.isPresent() && facts.get().kind() == kind;
  }

  private Optional<Lookup<CacheEntry>> lookUnlessItVanishes(
      CacheKey key, Optional<FileFacts> folder) throws IOException {
    try {
      return Optional.of(look(key, layout.entry(key), folder));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** By its time as well as its identity, since a new folder often gets that of a deleted one. */
  private boolean isStillThere(CacheKey key, Optional<FileFacts> before) throws IOException {
    return FileFacts.ifPresent(layout.entry(key)).equals(before) && isEntry(layout.entry(key));
  }

  /** Looks for an entry at a place, once. */
  Lookup<CacheEntry> look(CacheKey key, Path entry) throws IOException {
    return look(key, entry, FileFacts.ifPresent(entry));
  }

  private Lookup<CacheEntry> look(CacheKey key, Path entry, Optional<FileFacts> folder)
      throws IOException {
    if (!isEntry(entry, folder)) {
      requireFolders(key);
      return new Lookup.Missing<>();
    }
    Path file = entry.resolve(EntryLayout.MANIFEST);
    Optional<FileFacts> facts = FileFacts.ifPresent(file);
    if (facts.isEmpty()) {
      return withoutManifest(entry);
    }
    if (facts.get().kind() != FileFacts.Kind.FILE || facts.get().size() > Manifests.MOST_BYTES) {
      return new Lookup.Corrupt<>("the manifest " + file + " is no manifest");
    }
    Reading reading = ManifestReader.read(SizedFile.read(file, facts.get().size()));
    if (reading instanceof Reading.Newer newer) {
      return new Lookup.Newer<>(
          "the entry "
              + entry
              + " has format "
              + newer.format()
              + ", and this version of styxcache knows "
              + EntryManifest.FORMAT);
    } else if (reading instanceof Reading.Malformed malformed) {
      return new Lookup.Corrupt<>(
          "the manifest " + file + " cannot be read: " + malformed.reason());
    }
    return withManifest(key, entry, ((Reading.Understood) reading).manifest());
  }

  /**
   * Python writes no manifest. But where this software made the entry and its manifest is gone,
   * more may be gone as well, as when somebody broke off deleting it. Only this software makes done
   * markers read-only.
   */
  private Lookup<CacheEntry> withoutManifest(Path entry) throws IOException {
    Path marker = entry.resolve(EntryLayout.DONE);
    Optional<FileFacts> facts = FileFacts.ifPresent(marker);
    if (facts.isEmpty()) {
      return new Lookup.Missing<>();
    }
    if (Modes.areSupported(marker) && (facts.get().mode() & Modes.ALL_WRITE) == 0) {
      return new Lookup.Corrupt<>("the entry " + entry + " has lost its manifest");
    }
    return new Lookup.Found<>(new LocalEntry(entry, Optional.empty(), new KeptCaptures(), hasher));
  }

  private Lookup<CacheEntry> withManifest(CacheKey key, Path entry, EntryManifest manifest)
      throws IOException {
    if (!manifest.key().equals(key)) {
      return new Lookup.Corrupt<>("the manifest in " + entry + " is that of " + manifest.key());
    }
    KeptCaptures captures = new KeptCaptures();
    Optional<String> damage = EntryCheck.findDamage(entry, manifest, captures);
    return damage.isPresent()
        ? new Lookup.Corrupt<>(damage.get())
        : new Lookup.Found<>(new LocalEntry(entry, Optional.of(manifest), captures, hasher));
  }

  /** A cache directory that is missing has no entries; one that is a file is a mistake. */
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
