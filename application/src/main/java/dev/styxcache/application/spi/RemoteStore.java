package dev.styxcache.application.spi;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.domain.key.CacheKey;
import java.util.Optional;

/**
 * A place that several machines share entries by, such as a bucket. What it has are copies: a run
 * never depends on it.
 *
 * <p>An entry is there as a whole or not at all: of a push that is broken off at any moment nothing
 * is found. <i>Missing</i> means that the place has answered and has no such entry. <i>Corrupt</i>
 * is an entry that contradicts itself, whose contents are not what they should be or are gone, or
 * that no cache may be given ({@code ..} in a path, say); it is never served. A {@link Fault} is
 * the place's own and says nothing of the entry: it was tried again as often as makes sense, within
 * the time limits that the place was opened with.
 *
 * <p>Faults are outcomes, not exceptions. What does throw is the local side ({@link
 * CacheUnavailableException}) and an interrupt ({@link RunInterruptedException}); both come through
 * as they are. Safe for use by many threads and beside other machines.
 */
public interface RemoteStore extends AutoCloseable {

  /**
   * Looks for an entry. Where there is none, that costs one request.
   *
   * @param key the key
   * @return what there is
   */
  Lookup<RemoteEntry> find(CacheKey key);

  /**
   * Sends an entry, unless there is one of its key. Of several that do so at once the first wins,
   * and the others are told of its entry. Contents that are there already are not sent again.
   *
   * @param export the entry
   * @param progress is told of the bytes of content that are to be sent, and were
   * @return what became of it
   */
  RemotePush create(EntryExport export, ByteProgress progress);

  /**
   * Takes away the entry of a key if it is {@linkplain Lookup.Corrupt corrupt}, so that the next
   * {@link #create} by any machine stores a sound one. The entry is looked at again: one that is
   * sound, of a newer format or missing by now stays as it is.
   *
   * @param key the key
   * @return why it could not be done; empty where it was, or there was nothing to do
   */
  Optional<Fault> discard(CacheKey key);

  /** Lets connections and threads go. Threads that are left behind are daemons. Never throws. */
  @Override
  void close();
}
