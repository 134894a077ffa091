package dev.styxcache.domain.key;

import java.util.HexFormat;

/** The form in which digests of 32 bytes are written: 64 digits of lower-case hex. */
final class Hex {

  private static final int DIGITS = 64;

  private Hex() {}

  static String requireDigest(String text, String what) {
    if (!isDigest(text)) {
      throw new IllegalArgumentException(what + " is not 64 digits of lower-case hex: " + text);
    }
    return text;
  }

  /** Written out: trees have millions of digests, and a pattern takes longer than all the rest. */
  static boolean isDigest(String text) {
    if (text.length() != DIGITS) {
      return false;
    }
    for (int i = 0; i < DIGITS; i++) {
      char digit = text.charAt(i);
      if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
        return false;
      }
    }
    return true;
  }

  static String of(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
