package dev.styxcache.application.spi;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.DigestCacheSettings;
import java.util.Optional;

/** Creates content hashers of one implementation. Found through {@link java.util.ServiceLoader}. */
public interface HasherProvider {

  /**
   * The name that configuration selects this implementation by.
   *
   * @return the name, such as {@code auto}
   */
  String name();

  /**
   * Why this implementation cannot be used in this JVM or on this machine.
   *
   * @return the reason and the next step, for people; empty if it can be used
   */
  default Optional<String> obstacle() {
    return Optional.empty();
  }

  /**
   * How this implementation works in this JVM and on this machine, for people.
   *
   * @return a few words, such as {@code in C with AVX2}; may be empty
   */
  default String description() {
    return "";
  }

  /**
   * Creates a hasher.
   *
   * @param progress receives the progress of hashing
   * @return the hasher
   * @throws IllegalStateException if there is an {@link #obstacle}; the message is that
   */
  ContentHasher create(ByteProgress progress);

  /**
   * Creates a hasher with a digest cache that processes share. An implementation without one
   * ignores the setting.
   *
   * @param progress receives the progress of hashing
   * @param memo where the digest cache is
   * @return the hasher
   * @throws IllegalStateException if there is an {@link #obstacle}; the message is that
   */
  default ContentHasher create(ByteProgress progress, DigestCacheSettings memo) {
    return create(progress);
  }
}
