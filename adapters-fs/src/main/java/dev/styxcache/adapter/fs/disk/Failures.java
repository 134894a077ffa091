package dev.styxcache.adapter.fs.disk;

import dev.styxcache.application.api.CacheUnavailableException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Explains failures of the disk to users. The operating system's own message is localized and often
 * misleading (a full disk shows as a dozen different errors), so the disk itself is examined.
 */
public final class Failures {

  /** Below this free space, in bytes, the disk counts as full. */
  private static final long FULL_BYTES = 1 << 16;

  private Failures() {}

  /**
   * Describes a failure of the cache.
   *
   * @param what what failed, such as {@code the entry cannot be read}
   * @param place the folder
   * @param cause the error
   * @return the failure; its message names what, where, why and the next step
   */
  public static CacheUnavailableException of(String what, Path place, IOException cause) {
    return new CacheUnavailableException(what + " at " + place + ": " + why(place, cause), cause);
  }

  /**
   * Explains why something failed, and what to do about it.
   *
   * @param place the folder
   * @param cause the error
   * @return a clause
   */
  public static String why(Path place, IOException cause) {
    Path existing = nearestExisting(place);
    if (cause instanceof AccessDeniedException denied) {
      return "no permission for "
          + denied.getFile()
          + "; check the owner and the mode of the directory";
    }
    if (!Files.isDirectory(existing)) {
      return existing + " is not a directory; remove it, or choose another cache directory";
    }
    @Nullable FileStore store = storeOf(existing);
    if (store != null && store.isReadOnly()) {
      return "its file system is mounted read-only; use the cache in read-only mode, or choose another cache"
          + " directory";
    }
    if (isFull(store, cause)) {
      return "the disk is full; free some space, or choose another cache directory";
    }
    return text(cause) + "; check the disk, or the server of the mount";
  }

  /** The nearest parent that exists, or the path itself. */
  static Path nearestExisting(Path place) {
    Path path = place.toAbsolutePath();
    Path parent = path.getParent();
    while (parent != null && !Files.exists(path)) {
      path = parent;
      parent = path.getParent();
    }
    return path;
  }

  private static @Nullable FileStore storeOf(Path path) {
    try {
      return Files.getFileStore(path);
    } catch (IOException e) {
      // Only the better wording is lost.
      return null;
    }
  }

  private static boolean isFull(@Nullable FileStore store, IOException cause) {
    String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    if (message.contains("no space left") || message.contains("quota exceeded")) {
      return true;
    }
    if (store == null || cause instanceof NoSuchFileException) {
      return false;
    }
    try {
      return store.getUsableSpace() < FULL_BYTES;
    } catch (IOException e) {
      // Only the better wording is lost.
      return false;
    }
  }

  private static String text(IOException cause) {
    String reason =
        cause instanceof FileSystemException known ? known.getReason() : cause.getMessage();
    String kind =
        cause instanceof NoSuchFileException
            ? "no such file or directory"
            : "the file system gives no reason";
    String where =
        cause instanceof FileSystemException known && known.getFile() != null
            ? " (" + known.getFile() + ")"
            : "";
    return (reason == null ? kind : reason) + where;
  }
}
