package dev.styxcache.cli.command;

import dev.styxcache.application.api.EntrySummary;
import dev.styxcache.application.api.caching.Cache;
import dev.styxcache.cli.failure.UsageException;
import java.util.List;
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

  /** The entries whose keys begin with a prefix, the most recently used first. */
  static List<EntrySummary> entries(Cache cache, String prefix) {
    return cache.list().stream().filter(entry -> entry.key().hex().startsWith(prefix)).toList();
  }
}
