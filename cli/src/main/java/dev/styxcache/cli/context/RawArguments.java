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
 * The arguments of the process as bytes. Java replaces bytes that are not UTF-8, so that a command
 * would run with other arguments than it was given.
 */
public final class RawArguments {

  private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");
  private static final char REPLACEMENT = '\uFFFD';

  private RawArguments() {}

  /**
   * Checks that no argument has lost bytes.
   *
   * @param arguments the arguments as Java gave them
   * @throws UsageException if one has
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

  /** A replacement character may have been written as such; then all bytes are sound. */
  private static boolean wholeLineIsUnicode() {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(COMMAND_LINE)));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    } catch (IOException e) {
      // Not on Linux: nobody can tell, so it is taken for what it looks like.
      return false;
    }
  }
}
