package dev.styxcache.application.spi;

import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.manifest.StreamName;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An entry that was found. It may be deleted by others at any time, and every method then says so
 * by {@link CacheUnavailableException}.
 */
public interface CacheEntry {

  /**
   * What the entry says of itself.
   *
   * @return the manifest; an entry that Python's {@code styxcache} wrote has none
   */
  Optional<EntryManifest> manifest();

  /**
   * Whether the entry holds an output.
   *
   * @param output a path relative to the output directory, {@code .} being that directory
   * @return whether a file, folder or link is there
   */
  boolean contains(String output);

  /**
   * Replays a captured stream.
   *
   * @param stream which stream
   * @param handler receives it from its beginning to its end
   * @throws CacheUnavailableException if it cannot be read; the handler may have been given a part
   *     of it
   */
  void replay(StreamName stream, OutputHandler handler);

  /**
   * Brings a mutable input to the state in which the run left it, byte for byte. A file is replaced
   * by one rename, so that it is in the old state or the new one at every instant.
   *
   * @param input its place in the order of declaration
   * @param hostFile the input, absolute
   * @throws CacheUnavailableException if it cannot be done
   */
  void restoreInput(int input, Path hostFile);
}
