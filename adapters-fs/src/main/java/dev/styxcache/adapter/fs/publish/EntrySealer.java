package dev.styxcache.adapter.fs.publish;

import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.adapter.fs.manifest.ManifestFiles;
import dev.styxcache.files.FileStat;
import dev.styxcache.files.Modes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/**
 * Makes a finished folder a sealed one: manifest first, done marker last. Before that, its files
 * lose their write permission; folders keep it, so that their owner can delete the entry like any
 * other folder.
 *
 * @param folder the folder
 */
public record EntrySealer(Path folder) {

  private static final int PYTHON_MARKER_MODE = 0644;

  /**
   * Takes the write permission from a file.
   *
   * @param file a file of the folder
   * @param mode its permission bits as the tool left them
   * @throws IOException if it cannot be changed
   */
  public static void protectFile(Path file, int mode) throws IOException {
    Modes.setOfFile(file, mode & ~Modes.ALL_WRITE);
  }

  /**
   * Gives the owner all rights to a folder.
   *
   * @param folder a folder of the entry, or the entry itself
   * @param mode its permission bits as the tool left them
   * @throws IOException if it cannot be changed
   */
  public static void openFolder(Path folder, int mode) throws IOException {
    Modes.setOfFolder(folder, mode | Modes.OWNER_ALL);
  }

  /**
   * Writes the manifest.
   *
   * @param manifest its text
   * @throws IOException if it cannot be written
   */
  public void writeManifest(String manifest) throws IOException {
    ManifestFiles.create(folder.resolve(EntryLayout.MANIFEST), manifest);
  }

  /** Writes the done marker, and makes now the time of the last use. */
  public void finish() throws IOException {
    Path marker = folder.resolve(EntryLayout.DONE);
    ManifestFiles.create(marker, EntryLayout.DONE_CONTENT);
    if (FileStat.ifPresent(folder.resolve(EntryLayout.MANIFEST)).isEmpty()) {
      // A read-only marker would mean that the manifest was lost.
      Modes.setOfFile(marker, PYTHON_MARKER_MODE);
    }
    Files.setLastModifiedTime(folder, FileTime.from(Instant.now()));
  }
}
