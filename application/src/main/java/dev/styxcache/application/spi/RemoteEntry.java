package dev.styxcache.application.spi;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.domain.manifest.SharedEntry;

/**
 * An entry that was found in a {@link RemoteStore}, as it was then. Others may replace or delete it
 * at any time. The rules for faults and threads are those of the store.
 */
public interface RemoteEntry extends RemoteDamage {

  /**
   * What it is.
   *
   * @return its description; no content was fetched yet
   */
  SharedEntry entry();

  /**
   * Fetches all contents. Each is sound when this returns {@link RemoteFetch.Fetched}; the import
   * is not committed.
   *
   * @param target takes them
   * @param progress is told of the bytes of content that are to come, and came
   * @return what became of it
   */
  RemoteFetch fetch(EntryImport target, ByteProgress progress);

  /**
   * Sends an entry in the place of this one, unless this one was replaced or deleted in the
   * meantime. Contents that this one has are not sent again, and need not be at hand.
   *
   * @param export the entry, of the same key
   * @param progress is told of the bytes of content that are to be sent, and were
   * @return what became of it
   */
  RemotePush replace(EntryExport export, ByteProgress progress);
}
