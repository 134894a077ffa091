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
}
