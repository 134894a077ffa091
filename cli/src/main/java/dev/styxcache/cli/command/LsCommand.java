package dev.styxcache.cli.command;

import dev.styxcache.application.api.CachedEntry;
import dev.styxcache.application.api.EntrySummary;
import dev.styxcache.application.api.ShellQuoting;
import dev.styxcache.application.api.caching.Cache;
import dev.styxcache.cli.arguments.Arguments;
import dev.styxcache.cli.arguments.Syntax;
import dev.styxcache.cli.context.Context;
import dev.styxcache.cli.failure.ExitCode;
import dev.styxcache.cli.text.Amounts;
import dev.styxcache.cli.wiring.Caches;
import dev.styxcache.configuration.Configuration;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** {@code styxcache ls}: lists the entries. */
final class LsCommand implements Command {

  /** Maximum length of a command in the list, in characters. */
  private static final int COMMAND_LENGTH = 60;

  @Override
  public Syntax syntax() {
    return new Syntax(
        "ls",
        "Lists the entries of the cache, the most recently used first.",
        List.of(
            CommonOptions.CACHE_DIR, CommonOptions.CONFIG, CommonOptions.JSON, CommonOptions.DEBUG),
        "",
        false,
        List.of(
            "",
            "With --json each entry is one object in one line.",
            "",
            "Example:",
            "  styxcache ls"));
  }

  @Override
  public int execute(Arguments arguments, Context context) {
    Configuration configuration = CommonOptions.configuration(arguments, context);
    Cache cache = Caches.local(configuration, warning -> context.notice("warning: " + warning));
    if (arguments.has(CommonOptions.JSON)) {
      for (EntrySummary summary : cache.list()) {
        EntryView.find(cache, summary).ifPresent(view -> context.output().line(view.summaryJson()));
      }
      return ExitCode.OK;
    }
    Table table = new Table();
    table.row("KEY", "TOOL", "SIZE", "AGE", "LAST USE", "COMMAND");
    Instant now = Instant.now();
    for (EntrySummary summary : cache.list()) {
      EntryView.find(cache, summary).ifPresent(view -> addRow(table, view, now));
    }
    table.lines().forEach(context.output()::line);
    return ExitCode.OK;
  }

  private static void addRow(Table table, EntryView view, Instant now) {
    CachedEntry entry = view.entry();
    table.row(
        entry.key().abbreviated(),
        entry.fault().or(view::tool).orElse("-"),
        view.size().map(Amounts::ofBytes).orElse("-"),
        entry.manifest().map(manifest -> span(manifest.created(), now)).orElse("-"),
        span(view.lastUse(), now) + " ago",
        view.command().map(LsCommand::inOneLine).orElse("-"));
  }

  /** The beginning of a command: enough to tell runs of one tool apart. */
  private static String inOneLine(List<String> command) {
    StringBuilder line = new StringBuilder();
    ShellQuoting.quote(command)
        .codePoints()
        .limit(COMMAND_LENGTH)
        .map(c -> Character.isISOControl(c) ? ' ' : c)
        .forEach(line::appendCodePoint);
    return line.length() < COMMAND_LENGTH ? line.toString() : line + "…";
  }

  private static String span(Instant since, Instant now) {
    return Amounts.of(Duration.between(since, now));
  }
}
