package dev.styxcache.cli.command;

import dev.styxcache.application.api.EntrySummary;
import dev.styxcache.application.api.caching.Cache;
import dev.styxcache.cli.arguments.Arguments;
import dev.styxcache.cli.arguments.Syntax;
import dev.styxcache.cli.context.Context;
import dev.styxcache.cli.failure.CommandFailedException;
import dev.styxcache.cli.failure.ExitCode;
import dev.styxcache.cli.failure.UsageException;
import dev.styxcache.cli.inspection.EntryJson;
import dev.styxcache.cli.inspection.EntryText;
import dev.styxcache.cli.inspection.EntryView;
import dev.styxcache.cli.wiring.Caches;
import dev.styxcache.configuration.Configuration;
import dev.styxcache.configuration.Setting;
import java.util.List;
import java.util.Optional;

/** {@code styxcache show}: shows one entry. */
final class ShowCommand implements Command {

  @Override
  public Syntax syntax() {
    return new Syntax(
        "show",
        "Shows what made an entry, and what is in it.",
        List.of(
            CommonOptions.CACHE_DIR, CommonOptions.CONFIG, CommonOptions.JSON, CommonOptions.DEBUG),
        "KEY",
        false,
        List.of(
            "",
            "The first digits of a key will do, if no other key begins so. Where there is no such"
                + " entry, the exit code is 1.",
            "",
            "Example:",
            "  styxcache show 3f2a9c"));
  }

  @Override
  public int execute(Arguments arguments, Context context) {
    String prefix = prefix(arguments.operands());
    Configuration configuration = CommonOptions.configuration(arguments, context);
    Cache cache = Caches.local(configuration);
    List<EntrySummary> candidates = KeyPrefix.entries(cache, prefix);
    if (candidates.size() > 1) {
      context.notice(prefix + " is the beginning of several keys; give more of one:");
      candidates.forEach(candidate -> context.error().line("  " + candidate.key().hex()));
      return ExitCode.NO;
    }
    Optional<EntryView> entry =
        candidates.stream().findFirst().flatMap(candidate -> EntryView.find(cache, candidate));
    if (entry.isEmpty()) {
      context.notice(
          "no key in "
              + configuration.directory(Setting.CACHE_DIR)
              + " begins with "
              + prefix
              + "; styxcache ls lists them");
      return ExitCode.NO;
    }
    if (arguments.has(CommonOptions.JSON)) {
      context.output().line(EntryJson.full(entry.get()));
    } else {
      EntryText.lines(entry.get()).forEach(context.output()::line);
    }
    if (entry.get().fault().isPresent()) {
      throw new CommandFailedException(
          "the entry "
              + entry.get().directory()
              + " cannot be served; it is "
              + entry.get().fault().get());
    }
    return ExitCode.OK;
  }

  private static String prefix(List<String> operands) {
    if (operands.size() != 1 || operands.get(0).isEmpty()) {
      throw new UsageException("give one key, or its first digits");
    }
    return KeyPrefix.of(operands.get(0));
  }
}
