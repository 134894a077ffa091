package dev.styxcache.adapter.fs.store;

import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.adapter.fs.manifest.ManifestWriter;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.files.AtomicMove;
import dev.styxcache.files.Modes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;

/** Writes the files by which the cache itself describes an entry. */
final class Manifests {

  /** No manifest is longer; one of this length lists about 400,000 outputs. */
  static final long MOST_BYTES = 1 << 26;

  private static final int READ_ONLY = 0444;

  private Manifests() {}

  /** This software's version, where it runs from a jar. */
  static String version() {
    return Optional.ofNullable(Manifests.class.getPackage().getImplementationVersion())
        .orElse("unknown");
  }

  /** Writes a new read-only file. */
  static void create(Path file, String content) throws IOException {
    Files.writeString(file, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    Modes.setOfFile(file, READ_ONLY);
  }

  /** Replaces an entry's manifest, so that every reader sees the old one or the new one. */
  static void replace(Path entry, EntryManifest manifest) throws IOException {
    Path temporary =
        entry.resolve(EntryLayout.temporary(UUID.randomUUID().toString().replace("-", "")));
    try {
      create(temporary, ManifestWriter.write(manifest));
      AtomicMove.replacing(temporary, entry.resolve(EntryLayout.MANIFEST));
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
