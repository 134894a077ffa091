package dev.styxcache.cli.command;

import dev.styxcache.cli.failure.UsageException;
import java.util.regex.Pattern;

/** The first digits of a key, by which people name an entry. */
final class KeyPrefix {

  private static final Pattern PREFIX = Pattern.compile("[0-9a-f]{1,64}…?");

  private KeyPrefix() {}

  /** As it is printed elsewhere, the dots of an abbreviation included. */
  static String of(String operand) {
    if (!PREFIX.matcher(operand).matches()) {
      throw new UsageException(
          operand + " is not the beginning of a key, which has 64 digits of lower-case hex");
    }
    return operand.replace("…", "");
  }
}
