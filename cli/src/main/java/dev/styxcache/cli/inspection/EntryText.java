package dev.styxcache.cli.inspection;

import dev.styxcache.application.api.ShellQuoting;
import dev.styxcache.cli.text.Amounts;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.manifest.MutableState;
import dev.styxcache.domain.manifest.TreeRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;

/** An entry as lines for people. */
public final class EntryText {

  private EntryText() {}

  /**
   * All that is known of an entry.
   *
   * @param entry the entry
   * @return the lines
   */
  public static List<String> lines(EntryView entry) {
    List<String> lines = new ArrayList<>();
    add(lines, "key", entry.key().hex());
    add(lines, "entry", entry.directory().toString());
    add(lines, "last use", entry.lastUse().toString());
    entry.fault().ifPresent(fault -> add(lines, "fault", fault));
    entry
        .manifest()
        .ifPresentOrElse(manifest -> manifest(lines, manifest), () -> bare(lines, entry));
    return lines;
  }

  private static void manifest(List<String> lines, EntryManifest manifest) {
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
    new TreeMap<>(manifest.mutable())
        .forEach((input, state) -> add(lines, "mutable input " + input, state(state)));
    lines.add("outputs:");
    for (TreeRecord output : manifest.outputs()) {
      lines.add("  " + record(output));
    }
    for (String absent : new TreeSet<>(manifest.absent())) {
      lines.add("  " + columns("absent", "", "") + absent);
    }
  }

  private static void bare(List<String> lines, EntryView entry) {
    entry.size().ifPresent(size -> add(lines, "size", Amounts.ofBytes(size)));
    if (entry.fault().isEmpty()) {
      add(lines, "manifest", "none, as in entries that Python's styxcache wrote");
    }
    lines.add("outputs:");
    try {
      for (Path file : EntryFiles.files(entry.directory())) {
        lines.add(
            "  "
                + columns("", Amounts.ofBytes(Files.size(file)), "")
                + entry.directory().relativize(file));
      }
    } catch (IOException | UncheckedIOException e) {
      lines.add("  (cannot be read: " + e.getMessage() + ")");
    }
  }

  private static String record(TreeRecord record) {
    if (record instanceof TreeRecord.File file) {
      return columns(mode(file.mode()), Amounts.ofBytes(file.size()), file.hash().hex())
          + file.path();
    } else if (record instanceof TreeRecord.Folder folder) {
      return columns(mode(folder.mode()), "folder", "") + folder.path() + "/";
    } else if (record instanceof TreeRecord.Link link) {
      return columns("", "link", "") + link.path() + " -> " + link.target();
    }
    return record.path();
  }

  private static String state(MutableState state) {
    if (state instanceof MutableState.Content content) {
      return Amounts.ofBytes(content.file().size()) + " " + content.file().hash().hex();
    } else if (state instanceof MutableState.Tree tree) {
      return "a directory of " + tree.tree().size() + " files and folders";
    }
    return state instanceof MutableState.Removed ? "removed" : "unchanged";
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
