package dev.styxcache.application.spi;

import java.util.Optional;

/** An unusable entry in a {@link RemoteStore} that can be discarded. */
@FunctionalInterface
public interface RemoteDamage {

  /**
   * Removes the entry, and those of its contents that are known to be corrupt, so that the next
   * {@link RemoteStore#create} of its key, by any machine, uploads everything that is missing. An
   * entry that has replaced it in the meantime is kept where the store can detect that.
   *
   * @return why it could not be removed; empty if it was removed or is gone
   */
  Optional<Fault> discard();
}
