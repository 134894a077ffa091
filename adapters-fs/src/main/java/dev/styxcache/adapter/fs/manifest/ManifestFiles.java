package dev.styxcache.adapter.fs.manifest;

import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.files.AtomicMove;
import dev.styxcache.files.Modes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Writes the files that describe an entry: the manifest and the done marker. Stateless. */
public final class ManifestFiles {

  /** Maximum size of a manifest, in bytes; enough for about 400,000 outputs. */
  public static final long MAX_BYTES = 1 << 26;

  private static final int READ_ONLY = 0444;

  private ManifestFiles() {}

  /**
   * The version of this software.
   *
   * @return the version in the jar, or {@code unknown}
   */
  public static String version() {
    return Optional.ofNullable(ManifestFiles.class.getPackage().getImplementationVersion())
        .orElse("unknown");
  }

  /**
   * Writes a new read-only file.
   *
   * @param file the file
   * @param content its text
   * @throws IOException if it exists, or cannot be written
   */
  public static void create(Path file, String content) throws IOException {
    Files.writeString(file, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    Modes.setOfFile(file, READ_ONLY);
  }

  /**
   * Replaces an entry's manifest by one rename.
   *
   * @param entry the entry's folder
   * @param manifest the new manifest
   * @throws IOException if it cannot be replaced; the old one is still there
   */
  public static void replace(Path entry, EntryManifest manifest) throws IOException {
    Path temporary = entry.resolve(EntryLayout.newTemporary());
    try {
      create(temporary, ManifestWriter.write(manifest));
      AtomicMove.replacing(temporary, entry.resolve(EntryLayout.MANIFEST));
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
