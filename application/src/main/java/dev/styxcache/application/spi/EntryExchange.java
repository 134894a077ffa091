package dev.styxcache.application.spi;

import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.manifest.SharedEntry;
import java.util.Optional;

/**
 * Exports entries from a local store for a push, and imports pulled ones, whole or not at all. Safe
 * for concurrent use by threads and processes.
 */
public interface EntryExchange {

  /**
   * Describes a local entry for a push. Changes nothing.
   *
   * @param key the key
   * @return the entry, or why it cannot be pushed
   * @throws CacheUnavailableException if the store cannot be read
   */
  Export export(CacheKey key);

  /**
   * Merges two entries of the same key. The first keeps everything it has, and gets from the second
   * what it lacks: outputs, and the knowledge that an output was not made. An entry that a version
   * of styxcache made which changed mutable inputs in place is replaced by the second.
   *
   * @param first the entry that was published first
   * @param second the other entry
   * @return the union, whose contents are readable locally only if the second has them; empty if
   *     the second adds nothing, or the two cannot be merged
   * @throws CacheUnavailableException if the store cannot be read
   */
  Optional<EntryExport> join(SharedEntry first, EntryExport second);

  /**
   * Starts the import of an entry. No reader sees any of it before {@link EntryImport#commit}.
   *
   * @param entry the description of the entry
   * @return the import to write its contents to, or why the entry is refused
   * @throws CacheUnavailableException if the store cannot be written to
   */
  Reception receive(SharedEntry entry);

  /** The outcome of {@link #export}. */
  sealed interface Export {

    /**
     * The entry can be pushed.
     *
     * @param entry the entry
     */
    record Ready(EntryExport entry) implements Export {}

    /** There is no such entry in the local store. */
    record Missing() implements Export {}

    /**
     * The entry must not leave this machine: it is corrupt, has a newer format, or contains
     * something that no other store can hold.
     *
     * @param reason why, for people
     */
    record Unshareable(String reason) implements Export {}
  }

  /** The outcome of {@link #receive}. */
  sealed interface Reception {

    /**
     * The import is open.
     *
     * @param target receives the contents; the caller closes it
     */
    record Open(EntryImport target) implements Reception {}

    /**
     * The entry is refused: its description contradicts itself, a link leads out of it, or it uses
     * reserved or unsafe names.
     *
     * @param reason what is wrong, for people
     */
    record Refused(String reason) implements Reception {}

    /**
     * The entry has a format that this version does not use: a newer one, or that of a run which
     * changed mutable inputs in place. Nothing is wrong with it.
     *
     * @param reason which, for people
     */
    record OtherFormat(String reason) implements Reception {}
  }
}
