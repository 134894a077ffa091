package dev.styxcache.cli.command;

import dev.styxcache.application.api.EntrySummary;
import dev.styxcache.application.api.Push;
import dev.styxcache.application.api.caching.Cache;
import dev.styxcache.application.spi.CacheConfiguration.Remote;
import dev.styxcache.cli.arguments.Arguments;
import dev.styxcache.cli.arguments.Option;
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

/** {@code styxcache push}: uploads entries to the remote store. */
final class PushCommand implements Command {

  private static final Option ALL =
      Option.flag("Push all entries of the cache directory.", "--all");

  @Override
  public Syntax syntax() {
    return new Syntax(
        "push",
        "Pushes entries to the bucket that the cache is shared by.",
        List.of(
            ALL,
            CommonOptions.CACHE_DIR,
            CommonOptions.CONFIG,
            CommonOptions.JSON,
            CommonOptions.DEBUG),
        "[KEY...]",
        false,
        List.of(
            "",
            "Without a key, pushes the entries whose push has failed or was interrupted, or that were"
                + " made while the bucket was unavailable. The first digits of a key will do.",
            "The exit code is 1 if an entry could not be pushed, and 125 if the bucket failed.",
            "",
            "Examples:",
            "  styxcache push",
            "  styxcache push 3f2a9c",
            "  styxcache push --all"));
  }

  @Override
  public int execute(Arguments arguments, Context context) {
    Configuration configuration = CommonOptions.configuration(arguments, context);
    Remote remote = EntryTransfers.remote(configuration);
    if (!remote.settings().push()) {
      throw new UsageException(
          remote.opened().name()
              + " is only read from, since push is false in the configuration; styxcache config"
              + " says where that is set");
    }
    TransferReport report = new TransferReport(context, arguments.has(CommonOptions.JSON));
    CombinedProgress progress = new CombinedProgress(context, ByteBar.PUSHING);
    try (Cache cache = EntryTransfers.open(configuration, context, progress)) {
      EntryTransfers.forEach(
          context,
          keys(arguments, cache),
          progress,
          cache::push,
          (key, push) -> report(report, key, push));
      return report.end(
          "sent to " + cache.remoteName().orElseThrow(),
          "nothing is left to be sent to " + cache.remoteName().orElseThrow());
    }
  }

  private static Set<CacheKey> keys(Arguments arguments, Cache cache) {
    List<String> operands = arguments.operands();
    if (arguments.has(ALL) && !operands.isEmpty()) {
      throw new UsageException("give either keys or --all");
    }
    Set<CacheKey> keys = new LinkedHashSet<>();
    if (arguments.has(ALL)) {
      cache.list().stream().map(EntrySummary::key).forEach(keys::add);
    } else if (operands.isEmpty()) {
      keys.addAll(cache.pending());
    } else {
      operands.forEach(operand -> keys.add(KeyPrefix.only(cache, operand)));
    }
    return keys;
  }

  private static void report(TransferReport report, CacheKey key, Push push) {
    if (push instanceof Push.Sent sent) {
      report.moved(key, "sent", sent.bytes());
    } else if (push instanceof Push.Present) {
      report.needless(key, "present");
    } else if (push instanceof Push.Missing) {
      report.refused(key, "absent", "there is no such entry here");
    } else if (push instanceof Push.Refused refused) {
      report.refused(key, "refused", refused.reason());
    } else if (push instanceof Push.Failed failed) {
      report.failed(key, failed.reason());
    }
  }
}
