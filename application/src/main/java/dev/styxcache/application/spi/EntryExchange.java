package dev.styxcache.application.spi;

import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.manifest.SharedEntry;
import java.util.Optional;

/**
 * The local side of sharing: lets entries of a local store out as they are, and takes others in,
 * whole or not at all. Safe for use by many threads and beside other processes.
 */
public interface EntryExchange {

  /**
   * Describes an entry that is there, to be sent elsewhere. Changes nothing.
   *
   * @param key the key
   * @return the entry, or why there is none to be sent
   * @throws CacheUnavailableException if the store cannot be read
   */
  Export export(CacheKey key);

  /**
   * Joins an entry with another one of the same key that was there first: what the first has it
   * keeps, and of the second it is given what it lacks (outputs, the knowledge that an output is
   * absent, the final state of mutable inputs).
   *
   * @param first the entry that was there first
   * @param second another one
   * @return the union, whose contents are at hand only as far as the second has them; nothing where
   *     the second has nothing to give, or the two cannot be joined
   * @throws CacheUnavailableException if the store cannot be read
   */
  Optional<EntryExport> join(SharedEntry first, EntryExport second);

  /**
   * Begins to take an entry in. Until {@link EntryImport#commit} no reader sees anything of it.
   *
   * @param entry what is to come
   * @return where its contents are to be written, or why it is refused
   * @throws CacheUnavailableException if the store cannot be written to
   */
  Reception receive(SharedEntry entry);

  /** What becomes of an entry that is to be sent. */
  sealed interface Export {

    /**
     * It can be sent.
     *
     * @param entry the entry
     */
    record Ready(EntryExport entry) implements Export {}

    /** There is no such entry. */
    record Absent() implements Export {}

    /**
     * There is one that must not leave this machine: it is damaged, or of a newer format, or has
     * what no other store can hold.
     *
     * @param reason why, for people
     */
    record Unfit(String reason) implements Export {}
  }

  /** What becomes of an entry that is to be taken in. */
  sealed interface Reception {

    /**
     * It is awaited.
     *
     * @param target takes it; to be closed
     */
    record Open(EntryImport target) implements Reception {}

    /**
     * It is refused: it contradicts itself, a link leads out of it, or it uses names that it may
     * not.
     *
     * @param reason what is wrong, for people
     */
    record Refused(String reason) implements Reception {}

    /**
     * It has a format that this version does not know.
     *
     * @param reason which, for people
     */
    record Newer(String reason) implements Reception {}
  }
}
