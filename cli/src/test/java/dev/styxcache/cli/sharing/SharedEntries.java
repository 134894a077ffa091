package dev.styxcache.cli.sharing;

import dev.styxcache.application.spi.CacheEntry;
import dev.styxcache.application.spi.EntryWriter;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.RunRecord;
import dev.styxcache.application.spi.Staging;
import dev.styxcache.application.spi.WriteAccess;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.manifest.EntryManifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Set;

/** Changes local entries. */
final class SharedEntries {

  private SharedEntries() {}

  /** Adds an output, as another run of the key does that declares it. */
  static void addOutput(Machine machine, CacheKey key, String name) {
    EntryManifest manifest =
        ((Lookup.Found<CacheEntry>) machine.local().store().find(key))
            .entry()
            .manifest()
            .orElseThrow();
    EntryWriter writer = ((WriteAccess.Granted) machine.local().store().writeAccess()).writer();
    try (Staging staging = writer.stage(key)) {
      Files.writeString(staging.directory().resolve(name), name);
      staging.commit(
          new RunRecord(
              manifest.payload(),
              manifest.metadata(),
              manifest.image(),
              manifest.command(),
              manifest.created(),
              manifest.duration(),
              Set.of(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
