package dev.styxcache.cli.context;

import dev.styxcache.cli.failure.UsageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Detects arguments that are not UTF-8. Java replaces such bytes, so a tool would get other
 * arguments than the user gave.
 */
public final class RawArguments {

  private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");
  private static final char REPLACEMENT = '\uFFFD';

  private RawArguments() {}

  /**
   * Checks that Java has replaced no bytes.
   *
   * @param arguments the arguments from Java
   * @throws UsageException if an argument is not UTF-8
   */
  public static void requireUnicode(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      if (arguments.get(i).indexOf(REPLACEMENT) >= 0 && !wholeLineIsUnicode()) {
        throw new UsageException(
            "argument "
                + (i + 1)
                + " ("
                + arguments.get(i)
                + ") has bytes that are not UTF-8, which Java would lose; rename the file");
      }
    }
  }

  /** True if the user wrote the replacement character: then the whole command line is UTF-8. */
  private static boolean wholeLineIsUnicode() {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(COMMAND_LINE)));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    } catch (IOException e) {
      // Not on Linux: assume a replaced byte.
      return false;
    }
  }
}
