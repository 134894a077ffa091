package dev.styxcache.domain.key;

import java.util.HexFormat;
import java.util.regex.Pattern;

/** The form in which digests of 32 bytes are written: 64 digits of lower-case hex. */
final class Hex {

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  private Hex() {}

  static String requireDigest(String text, String what) {
    if (!DIGEST.matcher(text).matches()) {
      throw new IllegalArgumentException(what + " is not 64 digits of lower-case hex: " + text);
    }
    return text;
  }

  static String of(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
