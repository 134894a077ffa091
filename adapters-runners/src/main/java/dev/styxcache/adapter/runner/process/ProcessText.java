package dev.styxcache.adapter.runner.process;

import java.nio.charset.Charset;
import java.util.Optional;

/**
 * Detects text that would reach a process changed. Java encodes arguments by the locale, and
 * replaces what that cannot express by a question mark, so that a tool would read another file.
 */
public final class ProcessText {

  private static final int FIRST_WITH_NATIVE_ENCODING = 18;

  private ProcessText() {}

  /**
   * Looks for what prevents a text from being passed.
   *
   * @param text an argument, or a variable's name or value
   * @return the fault and what to do, as the end of a sentence about the text
   */
  static Optional<String> findFault(String text) {
    if (text.indexOf('\0') >= 0) {
      return Optional.of("has a NUL, which no process can receive: remove it");
    }
    Charset charset = charset();
    if (!new String(text.getBytes(charset), charset).equals(text)) {
      return Optional.of(
          "cannot be expressed in the encoding of this process ("
              + charset
              + "): use a UTF-8 locale, or start Java with -Dsun.jnu.encoding=UTF-8"
              + " -Dfile.encoding=UTF-8");
    }
    return Optional.empty();
  }

  /**
   * Encodes a text as an argument of a process.
   *
   * @param text a text without fault
   * @return its bytes
   */
  public static byte[] encode(String text) {
    return text.getBytes(charset());
  }

  /** The charset of {@link ProcessBuilder}, which changed with Java 18. */
  private static Charset charset() {
    Charset usual = Charset.defaultCharset();
    return Runtime.version().feature() < FIRST_WITH_NATIVE_ENCODING
        ? usual
        : Charset.forName(System.getProperty("sun.jnu.encoding", usual.name()));
  }
}
