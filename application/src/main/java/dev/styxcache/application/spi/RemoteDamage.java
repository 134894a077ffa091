package dev.styxcache.application.spi;

import java.util.Optional;

/** Something in a {@link RemoteStore} that can be taken away, since it is of no use. */
@FunctionalInterface
public interface RemoteDamage {

  /**
   * Takes the entry away, and with it those of its contents that are known to be wrong, so that the
   * next {@link RemoteStore#create} of its key, by any machine, sends everything that is lacking
   * then. What somebody has put in its place by now stays where that can be told.
   *
   * @return why it could not be done; nothing where it was, or there was nothing any more
   */
  Optional<Fault> discard();
}
