package dev.styxcache.adapter.runner.process;

import java.nio.charset.Charset;
import java.util.Optional;

/**
 * Tells text that would reach a process as other text. Java encodes arguments as the locale says
 * and puts a question mark for what that cannot express, so that a tool would read another file
 * than the one that was named.
 */
final class ProcessText {

  private static final int FIRST_WITH_NATIVE_ENCODING = 18;

  private ProcessText() {}

  /**
   * Looks for what keeps a text from being passed.
   *
   * @param text an argument, or a variable's name or value
   * @return the fault and what to do, as the end of a sentence about the text
   */
  static Optional<String> findFault(String text) {
    if (text.indexOf('\0') >= 0) {
      return Optional.of("holds a NUL, which no process can be given: remove it");
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

  /** The one that {@link ProcessBuilder} uses; it has changed with Java 18. */
  private static Charset charset() {
    Charset usual = Charset.defaultCharset();
    return Runtime.version().feature() < FIRST_WITH_NATIVE_ENCODING
        ? usual
        : Charset.forName(System.getProperty("sun.jnu.encoding", usual.name()));
  }
}
