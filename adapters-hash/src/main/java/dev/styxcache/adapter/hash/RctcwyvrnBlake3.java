package dev.styxcache.adapter.hash;

import java.util.Arrays;

/** BLAKE3 as the library {@code io.github.rctcwyvrn:blake3} has it: plain Java, on any JVM. */
final class RctcwyvrnBlake3 implements Blake3 {

  /** Whether the library is there: its module is required at compile time only. */
  static boolean isPresent() {
    try {
      return !io.github.rctcwyvrn.blake3.Blake3.class.getName().isEmpty();
    } catch (NoClassDefFoundError e) {
      return false;
    }
  }

  @Override
  public Hash begin() {
    io.github.rctcwyvrn.blake3.Blake3 library = io.github.rctcwyvrn.blake3.Blake3.newInstance();
    return new Hash() {
      @Override
      public void update(byte[] bytes, int length) {
        library.update(length == bytes.length ? bytes : Arrays.copyOf(bytes, length));
      }

      @Override
      public byte[] digest() {
        return library.digest();
      }
    };
  }
}
