package dev.styxcache.adapter.fs.capture;

import dev.styxcache.files.FileStat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the small captures of an entry that were read when it was checked, since most hits replay
 * them a moment later. Not thread-safe while captures are added.
 */
public final class CaptureCache {

  private final Map<Path, Kept> files = new HashMap<>();

  private record Kept(FileStat stat, SmallCapture content) {}

  /** Creates an empty cache. */
  public CaptureCache() {}

  /**
   * Keeps a capture.
   *
   * @param file its file
   * @param stat what the file system said of the file before it was read
   * @param content its content
   */
  public void put(Path file, FileStat stat, SmallCapture content) {
    files.put(file, new Kept(stat, content));
  }

  /**
   * Finds a capture. It is not served from memory once its file is deleted or changed, as it is
   * when the entry is removed.
   *
   * @param file its file
   * @return the capture, if it was kept and the file is still the same
   * @throws IOException if the file system failed
   */
  public Optional<SmallCapture> get(Path file) throws IOException {
    Kept kept = files.get(file);
    if (kept == null) {
      return Optional.empty();
    }
    Optional<FileStat> now = FileStat.ifPresent(file);
    return now.isPresent() && now.get().equals(kept.stat())
        ? Optional.of(kept.content())
        : Optional.empty();
  }
}
