package dev.styxcache.application.spi;

import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.manifest.StreamName;
import java.util.Optional;

/**
 * An entry that a lookup found. Another process may delete it at any time; every method then throws
 * {@link CacheUnavailableException}.
 */
public interface CacheEntry {

  /**
   * The entry's description.
   *
   * @return the manifest; an entry that Python's {@code styxcache} wrote has none
   */
  Optional<EntryManifest> manifest();

  /**
   * Whether the entry contains an output.
   *
   * @param output a path relative to the output directory, {@code .} being that directory
   * @return whether a file, directory or link exists at this path
   */
  boolean contains(String output);

  /**
   * Replays a captured stream.
   *
   * @param stream which stream
   * @param handler receives the whole stream, from its beginning
   * @throws CacheUnavailableException if it cannot be read; the handler may have received part of
   *     it
   */
  void replay(StreamName stream, OutputHandler handler);
}
