package dev.styxcache.cli.command;

import dev.styxcache.application.api.EntrySummary;
import dev.styxcache.application.api.caching.Cache;
import dev.styxcache.cli.failure.CommandFailedException;
import dev.styxcache.cli.failure.UsageException;
import dev.styxcache.domain.key.CacheKey;
import java.util.List;
import java.util.regex.Pattern;

/** The first digits of a key, by which a user names an entry. */
final class KeyPrefix {

  private static final Pattern PREFIX = Pattern.compile("[0-9a-f]{1,64}…?");

  private KeyPrefix() {}

  /** The digits of an operand; the ellipsis of an abbreviated key is accepted. */
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

  /** The key of the one local entry that an operand names. */
  static CacheKey only(Cache cache, String operand) {
    List<EntrySummary> candidates = entries(cache, of(operand));
    if (candidates.size() != 1) {
      throw new CommandFailedException(
          (candidates.isEmpty() ? "no key here" : "more than one key here")
              + " begins with "
              + operand
              + "; styxcache ls lists them");
    }
    return candidates.get(0).key();
  }
}
