package dev.styxcache.application.spi;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.DigestCacheSettings;
import java.util.Optional;

/**
 * Makes the content hashers of one implementation. Found through {@link java.util.ServiceLoader}.
 */
public interface HasherProvider {

  /**
   * The name by which configuration asks for it.
   *
   * @return the name, such as {@code auto}
   */
  String name();

  /**
   * Why it makes no hashers in this JVM, or on this machine.
   *
   * @return the reason and what to do about it, for people; nothing where it makes them
   */
  default Optional<String> obstacle() {
    return Optional.empty();
  }

  /**
   * Makes a hasher.
   *
   * @param progress is told how far it has come
   * @return the hasher
   * @throws IllegalStateException if there is an {@link #obstacle}; the message is that
   */
  ContentHasher create(ByteProgress progress);

  /**
   * Makes a hasher that remembers digests across processes. A hasher that cannot does without.
   *
   * @param progress is told how far it has come
   * @param memo where it remembers them
   * @return the hasher
   * @throws IllegalStateException if there is an {@link #obstacle}; the message is that
   */
  default ContentHasher create(ByteProgress progress, DigestCacheSettings memo) {
    return create(progress);
  }
}
