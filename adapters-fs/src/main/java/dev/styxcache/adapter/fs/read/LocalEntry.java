package dev.styxcache.adapter.fs.read;

import dev.styxcache.adapter.fs.capture.CaptureCache;
import dev.styxcache.adapter.fs.capture.CaptureReplay;
import dev.styxcache.adapter.fs.capture.SmallCapture;
import dev.styxcache.adapter.fs.disk.Failures;
import dev.styxcache.adapter.fs.disk.OutputsOnDisk;
import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.spi.CacheEntry;
import dev.styxcache.domain.manifest.CapturedStream;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.manifest.StreamName;
import dev.styxcache.domain.manifest.TreeIndex;
import dev.styxcache.files.FileStat;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An entry on disk. Its outputs are what its manifest lists, if it has one; other files in the
 * folder are ignored. Immutable.
 */
final class LocalEntry implements CacheEntry {

  private final Path folder;
  private final Optional<EntryManifest> manifest;
  private final TreeIndex index;
  private final CaptureCache captures;
  private final Optional<EntryCare> care;

  /**
   * Creates an entry that was found.
   *
   * @param care what its manifest makes possible; empty without a manifest
   */
  LocalEntry(
      Path folder,
      Optional<EntryManifest> manifest,
      TreeIndex index,
      CaptureCache captures,
      Optional<EntryCare> care) {
    this.folder = folder;
    this.manifest = manifest;
    this.index = index;
    this.captures = captures;
    this.care = care;
  }

  @Override
  public Optional<EntryManifest> manifest() {
    return manifest;
  }

  @Override
  public boolean contains(String output) {
    try {
      if (manifest.isPresent() && !index.holds(output)) {
        return false;
      }
      boolean onDisk = OutputsOnDisk.contain(folder, output);
      if (!onDisk) {
        requireExists();
        if (manifest.isPresent()) {
          throw new CacheUnavailableException(
              "the output "
                  + output
                  + " of the entry "
                  + folder
                  + " has just been deleted; run again");
        }
      }
      return onDisk;
    } catch (IOException e) {
      throw Failures.of("the cache entry cannot be read", folder, e);
    }
  }

  @Override
  public Optional<String> findAlteration() {
    return care.isPresent() ? care.get().findAlteration() : Optional.empty();
  }

  @Override
  public Optional<String> findForeign() {
    return care.isPresent() ? care.get().findForeign() : Optional.empty();
  }

  @Override
  public Optional<String> tidy() {
    return care.isPresent() ? care.get().tidy() : Optional.empty();
  }

  @Override
  public void replay(StreamName name, OutputHandler handler) {
    Optional<CapturedStream> described =
        manifest.flatMap(known -> Optional.ofNullable(known.streams().get(name)));
    try {
      if (described.isPresent()) {
        replay(CaptureReplay.file(folder, name, described.get()), described.get(), handler);
        return;
      }
      Path lines = folder.resolve(EntryLayout.capture(name));
      if (FileStat.ifPresent(lines).isPresent()) {
        CaptureReplay.replayLines(lines, handler);
      } else {
        // The oldest versions of Python's styxcache captured no streams.
        requireExists();
        handler.end();
      }
    } catch (IOException e) {
      throw Failures.of(
          "the captured " + name.text() + " of the entry cannot be replayed", folder, e);
    }
  }

  private void replay(Path file, CapturedStream stream, OutputHandler handler) throws IOException {
    Optional<SmallCapture> kept = captures.get(file);
    if (kept.isPresent()) {
      kept.get().replay(stream, handler);
    } else {
      CaptureReplay.replay(file, stream, handler);
    }
  }

  private void requireExists() throws IOException {
    if (!EntryLayout.isEntry(folder)) {
      throw new NoSuchFileException(folder.toString(), null, "the entry has just been deleted");
    }
  }
}
