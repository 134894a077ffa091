package dev.styxcache.application.spi;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.domain.manifest.SharedEntry;

/**
 * An entry of a {@link RemoteStore}, as it was when it was found. Other machines may replace or
 * delete it at any time. Faults and threads are handled as in the store.
 */
public interface RemoteEntry extends RemoteDamage {

  /**
   * The entry's description.
   *
   * @return the description; no content has been downloaded yet
   */
  SharedEntry entry();

  /**
   * Downloads all contents. Each is sound if this returns {@link RemoteFetch.Fetched}; the import
   * is not committed.
   *
   * @param target receives the contents
   * @param progress receives the bytes of content that are due and done
   * @return the outcome
   */
  RemoteFetch fetch(EntryImport target, ByteProgress progress);

  /**
   * Replaces this entry by another one, unless this one was replaced or deleted in the meantime.
   * Contents that this entry has are not uploaded again, and need not exist locally.
   *
   * @param export the entry, of the same key
   * @param progress receives the bytes of content that are due and done
   * @return the outcome
   */
  RemotePush replace(EntryExport export, ByteProgress progress);
}
