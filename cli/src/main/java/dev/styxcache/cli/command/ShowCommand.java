package dev.styxcache.cli.command;

import dev.styxcache.application.api.CachedEntry;
import dev.styxcache.application.api.EntrySummary;
import dev.styxcache.application.api.ShellQuoting;
import dev.styxcache.application.api.caching.Cache;
import dev.styxcache.cli.arguments.Arguments;
import dev.styxcache.cli.arguments.Syntax;
import dev.styxcache.cli.context.Context;
import dev.styxcache.cli.failure.CommandFailedException;
import dev.styxcache.cli.failure.ExitCode;
import dev.styxcache.cli.failure.UsageException;
import dev.styxcache.cli.text.Amounts;
import dev.styxcache.cli.wiring.Caches;
import dev.styxcache.configuration.Configuration;
import dev.styxcache.configuration.Setting;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.manifest.TreeRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

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
            "The first digits of a key will do, if no other key begins so. The exit code is 1 if there"
                + " is no such entry.",
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
      context.notice(prefix + " is the beginning of several keys; give more digits:");
      candidates.forEach(candidate -> context.error().line("  " + candidate.key().hex()));
      return ExitCode.NO;
    }
    Optional<EntryView> found =
        candidates.stream().findFirst().flatMap(candidate -> EntryView.find(cache, candidate));
    if (found.isEmpty()) {
      context.notice(
          "no key in "
              + configuration.directory(Setting.CACHE_DIR)
              + " begins with "
              + prefix
              + "; styxcache ls lists them");
      return ExitCode.NO;
    }
    if (arguments.has(CommonOptions.JSON)) {
      context.output().line(found.get().fullJson());
    } else {
      lines(found.get()).forEach(context.output()::line);
    }
    CachedEntry entry = found.get().entry();
    if (entry.fault().isPresent()) {
      throw new CommandFailedException(
          "the entry " + entry.directory() + " cannot be served; it is " + entry.fault().get());
    }
    return ExitCode.OK;
  }

  private static String prefix(List<String> operands) {
    if (operands.size() != 1 || operands.get(0).isEmpty()) {
      throw new UsageException("give one key, or its first digits");
    }
    return KeyPrefix.of(operands.get(0));
  }

  private static List<String> lines(EntryView view) {
    CachedEntry entry = view.entry();
    List<String> lines = new ArrayList<>();
    add(lines, "key", entry.key().hex());
    add(lines, "entry", entry.directory().toString());
    add(lines, "last use", view.lastUse().toString());
    entry.fault().ifPresent(fault -> add(lines, "fault", fault));
    entry
        .manifest()
        .ifPresentOrElse(
            manifest -> addManifest(lines, manifest), () -> addWithoutManifest(lines, view));
    return lines;
  }

  private static void addManifest(List<String> lines, EntryManifest manifest) {
    add(lines, "tool", manifest.metadata().qualifiedName() + " (" + manifest.metadata().id() + ")");
    manifest.metadata().containerImageTag().ifPresent(tag -> add(lines, "image", tag));
    add(lines, "image digest", manifest.image().value());
    add(lines, "command", ShellQuoting.quote(manifest.command()));
    add(lines, "created", manifest.created().toString());
    add(lines, "took", Amounts.of(manifest.duration()));
    add(lines, "exit code", String.valueOf(manifest.exitCode()));
    add(lines, "version", manifest.version());
    add(lines, "size", Amounts.ofBytes(manifest.outputBytes()));
    add(lines, "key payload", manifest.payload());
    new TreeMap<>(manifest.streams())
        .forEach(
            (stream, captured) ->
                add(lines, stream.name().toLowerCase(Locale.ROOT), captured.bytes() + " B"));
    manifest.copies().forEach(copy -> add(lines, "mutable copy", copy));
    lines.add("outputs:");
    for (TreeRecord output : manifest.outputs()) {
      lines.add("  " + output(output));
    }
    for (String absent : new TreeSet<>(manifest.absent())) {
      lines.add("  " + columns("absent", "", "") + absent);
    }
    if (!manifest.leftOut().isEmpty()) {
      lines.add("left out, as an entry cannot hold it:");
      new TreeMap<>(manifest.leftOut()).values().forEach(why -> lines.add("  " + why));
    }
  }

  private static void addWithoutManifest(List<String> lines, EntryView view) {
    view.size().ifPresent(size -> add(lines, "size", Amounts.ofBytes(size)));
    if (view.entry().fault().isEmpty()) {
      add(lines, "manifest", "none, as in entries that Python's styxcache wrote");
    }
    lines.add("outputs:");
    try {
      for (Path file : view.files()) {
        lines.add(
            "  "
                + columns("", Amounts.ofBytes(Files.size(file)), "")
                + view.entry().directory().relativize(file));
      }
    } catch (IOException | UncheckedIOException e) {
      lines.add("  (cannot be read: " + e.getMessage() + ")");
    }
  }

  private static String output(TreeRecord member) {
    if (member instanceof TreeRecord.File file) {
      return columns(mode(file.mode()), Amounts.ofBytes(file.size()), file.hash().hex())
          + file.path();
    } else if (member instanceof TreeRecord.Folder folder) {
      return columns(mode(folder.mode()), "dir", "") + folder.path() + "/";
    } else if (member instanceof TreeRecord.Link link) {
      return columns("", "link", "") + link.path() + " -> " + link.target();
    }
    return member.path();
  }

  private static String mode(int mode) {
    return String.format(Locale.ROOT, "%03o", mode);
  }

  private static String columns(String mode, String size, String hash) {
    String shortened = hash.isEmpty() ? "" : hash.substring(0, 16) + "…";
    return String.format(Locale.ROOT, "%-6s %9s  %-17s  ", mode, size, shortened);
  }

  private static void add(List<String> lines, String name, String value) {
    lines.add(String.format(Locale.ROOT, "%-13s %s", name + ":", value));
  }
}
