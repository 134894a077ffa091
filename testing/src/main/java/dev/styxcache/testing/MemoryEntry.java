package dev.styxcache.testing;

import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.spi.CacheEntry;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.manifest.StreamName;
import dev.styxcache.domain.manifest.TreeIndex;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** An entry of a memory store, as it was found. Immutable. */
record MemoryEntry(MemoryStore store, CacheKey key, Optional<EntryManifest> manifest)
    implements CacheEntry {

  private static final int BUFFER_BYTES = 8192;

  private Path folder() {
    return store.directoryOf(key);
  }

  private void requireStillThere() {
    if (store.find(key) instanceof Lookup.Missing) {
      throw new CacheUnavailableException(
          "the entry at " + folder() + " was deleted just now; run again");
    }
  }

  @Override
  public boolean contains(String output) {
    requireStillThere();
    try {
      TreeIndex index =
          TreeIndex.of(manifest.isPresent() ? manifest.get().outputs() : EntryTree.scan(folder()));
      return !EntryTree.isReserved(output) && index.holds(output);
    } catch (IOException e) {
      throw MemoryStore.failure(key, e);
    }
  }

  @Override
  public void replay(StreamName stream, OutputHandler handler) {
    requireStillThere();
    Path capture = folder().resolve(EntryMembers.capture(stream));
    byte[] bytes;
    try (InputStream in =
        Files.exists(capture)
            ? new GZIPInputStream(Files.newInputStream(capture))
            : InputStream.nullInputStream()) {
      bytes = in.readAllBytes();
    } catch (IOException e) {
      throw MemoryStore.failure(key, e);
    }
    for (int at = 0; at < bytes.length; at += BUFFER_BYTES) {
      handler.accept(bytes, at, Math.min(BUFFER_BYTES, bytes.length - at));
    }
    handler.end();
  }
}
