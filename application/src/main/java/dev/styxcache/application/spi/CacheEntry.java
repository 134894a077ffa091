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
   * Looks for files that were written to since the run stored them. Reads the contents of those
   * whose times do not say that they are unchanged, at most once.
   *
   * @return the first file whose content is not the stored one, for people; empty if none is known
   * @throws CacheUnavailableException if a file cannot be read
   */
  default Optional<String> findAlteration() {
    return Optional.empty();
  }

  /**
   * Finds members that no run stored: something put them into the entry later. They are not its
   * outputs.
   *
   * @return their names and where they are, for people; empty if there are none
   */
  default Optional<String> findForeign() {
    return Optional.empty();
  }

  /**
   * Moves members that no run stored out of the entry, into quarantine, and notes what {@link
   * #findAlteration} had to read contents for, so that later lookups need not. Called on a hit in a
   * store that may be written to; does nothing for most entries.
   *
   * @return what was moved, from where and to where, or why it could not be, for people; empty if
   *     there was nothing to move
   */
  default Optional<String> tidy() {
    return Optional.empty();
  }

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
