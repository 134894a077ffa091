package dev.styxcache.application.spi;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.domain.key.CacheKey;
import java.util.Optional;

/**
 * A store through which several machines share entries, such as a bucket. It holds copies only: a
 * run never depends on it.
 *
 * <p>An entry exists whole or not at all: a push that is interrupted at any moment leaves no entry.
 * <i>Missing</i> means that the store has answered and has no such entry. An entry is
 * <i>corrupt</i> if it contradicts itself, if a content is missing or does not match its digest, or
 * if no cache may accept it (for example {@code ..} in a path); it is never served. A {@link Fault}
 * is a failure of the store itself and says nothing about the entry. Faults are reported after all
 * retries, within the time limits that the store was opened with.
 *
 * <p>Faults are outcomes, not exceptions. Only the local store ({@link CacheUnavailableException})
 * and an interrupt ({@link RunInterruptedException}) throw; both exceptions pass through unchanged.
 * Safe for concurrent use by threads and machines.
 */
public interface RemoteStore extends AutoCloseable {

  /**
   * Looks up an entry. A miss costs one request.
   *
   * @param key the key
   * @return the outcome
   */
  Lookup<RemoteEntry> find(CacheKey key);

  /**
   * Stores an entry, unless its key has one. Of several concurrent calls the first wins, and the
   * others return its entry. Contents that the store already has are not uploaded again.
   *
   * @param export the entry
   * @param progress receives the bytes of content that are due and done
   * @return the outcome
   */
  RemotePush create(EntryExport export, ByteProgress progress);

  /**
   * Removes the entry of a key if it is {@linkplain Lookup.Corrupt corrupt}, so that the next
   * {@link #create} by any machine stores a sound one. Checks the entry again first: one that is
   * sound, newer or missing by now is left alone.
   *
   * @param key the key
   * @return why it could not be removed; empty if it was, or there was nothing to do
   */
  Optional<Fault> discard(CacheKey key);

  /** Releases connections and threads. Threads that outlive this call are daemons. Never throws. */
  @Override
  void close();
}
