package dev.styxcache.application.port;

/**
 * Makes the content hashers of one implementation. Found through {@link java.util.ServiceLoader}.
 */
public interface HasherProvider {

  /**
   * The name by which configuration asks for it.
   *
   * @return the name, such as {@code rctcwyvrn}
   */
  String name();

  /**
   * Makes a hasher.
   *
   * @param progress is told how far it has come
   * @return the hasher
   */
  ContentHasher create(ByteProgress progress);

  /**
   * Makes a hasher that remembers digests across processes. A hasher that cannot does without.
   *
   * @param progress is told how far it has come
   * @param memo where it remembers them
   * @return the hasher
   */
  default ContentHasher create(ByteProgress progress, MemoSettings memo) {
    return create(progress);
  }
}
