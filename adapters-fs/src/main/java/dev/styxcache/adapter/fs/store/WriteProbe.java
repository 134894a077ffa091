package dev.styxcache.adapter.fs.store;

import dev.styxcache.adapter.fs.layout.EntryLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Tries whether a cache directory can be written to. */
final class WriteProbe {

  /** A whole block, so that a disk without a free one is noticed. */
  private static final int BYTES = 4096;

  private WriteProbe() {}

  /**
   * Makes the cache's folders, writes a file and deletes it.
   *
   * @throws IOException if that cannot be done
   */
  static void run(EntryLayout layout) throws IOException {
    Files.createDirectories(layout.incoming());
    // As trash: if this process dies now, or somebody is faster to delete it, nothing is lost.
    Path probe = layout.trash(UUID.randomUUID().toString());
    try {
      Files.write(probe, new byte[BYTES], StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } finally {
      Files.deleteIfExists(probe);
    }
  }
}
