package dev.styxcache.cli.command;

import dev.styxcache.application.api.Pull;
import dev.styxcache.application.api.caching.Cache;
import dev.styxcache.cli.arguments.Arguments;
import dev.styxcache.cli.arguments.Syntax;
import dev.styxcache.cli.context.Context;
import dev.styxcache.cli.failure.UsageException;
import dev.styxcache.cli.progress.ByteBar;
import dev.styxcache.cli.progress.CombinedProgress;
import dev.styxcache.configuration.Configuration;
import dev.styxcache.domain.key.CacheKey;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** {@code styxcache pull}: downloads entries from the remote store, and runs nothing. */
final class PullCommand implements Command {

  private static final int KEY_DIGITS = 64;

  @Override
  public Syntax syntax() {
    return new Syntax(
        "pull",
        "Pulls entries from the bucket that the cache is shared by, and runs nothing.",
        List.of(
            CommonOptions.CACHE_DIR, CommonOptions.CONFIG, CommonOptions.JSON, CommonOptions.DEBUG),
        "KEY...",
        false,
        List.of(
            "",
            "A key is given in full, as styxcache key prints it.",
            "The exit code is 1 if an entry is missing or corrupt, and 125 if the bucket or the cache"
                + " directory failed.",
            "",
            "Example:",
            "  styxcache pull $(styxcache key --request call.json)"));
  }

  @Override
  public int execute(Arguments arguments, Context context) {
    Set<CacheKey> keys = new LinkedHashSet<>();
    arguments.operands().forEach(operand -> keys.add(key(operand)));
    if (keys.isEmpty()) {
      throw new UsageException("there is nothing to pull; give keys");
    }
    Configuration configuration = CommonOptions.configuration(arguments, context);
    EntryTransfers.remote(configuration);
    TransferReport report = new TransferReport(context, arguments.has(CommonOptions.JSON));
    CombinedProgress progress = new CombinedProgress(context, ByteBar.PULLING);
    try (Cache cache = EntryTransfers.open(configuration, context, progress)) {
      EntryTransfers.forEach(
          context, keys, progress, cache::pull, (key, pull) -> report(report, key, pull));
      return report.end(
          "fetched from " + cache.remoteName().orElseThrow(), "there was nothing to fetch");
    }
  }

  private static CacheKey key(String operand) {
    if (operand.length() != KEY_DIGITS) {
      throw new UsageException(
          "\"" + operand + "\" is not a key, which has 64 digits; styxcache key prints them");
    }
    try {
      return new CacheKey(operand);
    } catch (IllegalArgumentException e) {
      throw new UsageException("\"" + operand + "\" is not a key: " + e.getMessage(), e);
    }
  }

  private static void report(TransferReport report, CacheKey key, Pull pull) {
    if (pull instanceof Pull.Fetched fetched) {
      report.moved(key, "fetched", fetched.bytes());
    } else if (pull instanceof Pull.Present) {
      report.needless(key, "present");
    } else if (pull instanceof Pull.Missing) {
      report.refused(key, "missing", "there is no such entry there");
    } else if (pull instanceof Pull.Unusable unusable) {
      report.refused(key, "unusable", unusable.reason());
    } else if (pull instanceof Pull.Failed failed) {
      report.failed(key, failed.reason());
    }
  }
}
