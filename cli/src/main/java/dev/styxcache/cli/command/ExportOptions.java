package dev.styxcache.cli.command;

import dev.styxcache.adapter.fs.export.OutputExport.Times;
import dev.styxcache.cli.arguments.Arguments;
import dev.styxcache.cli.arguments.Option;
import dev.styxcache.cli.context.Context;
import dev.styxcache.cli.execution.Exporter;
import dev.styxcache.cli.failure.UsageException;
import dev.styxcache.domain.manifest.ReservedNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The options that say where outputs are copied or linked to. */
final class ExportOptions {

  private static final Option EXPORT =
      Option.single("DIR", "Copy the outputs to a directory as well.", "--export");

  private static final Option EXPORT_AS =
      Option.single(
          "FORM",
          "Export copies (copy, the default), or symbolic links into the cache (link).",
          "--export-as");

  private static final Option PRESERVE_TIMES =
      Option.flag(
          "Give exported files the times of the run instead of that of the export.",
          "--preserve-times");

  /** All of them. */
  static final List<Option> ALL = List.of(EXPORT, EXPORT_AS, PRESERVE_TIMES);

  private ExportOptions() {}

  /**
   * What is to be exported to.
   *
   * @throws UsageException if the options make no sense, or the directory is inside an entry
   */
  static Optional<Exporter> exporter(Arguments arguments, Context context) {
    Optional<String> directory = arguments.value(EXPORT);
    Optional<String> form = arguments.value(EXPORT_AS);
    boolean keepsTimes = arguments.has(PRESERVE_TIMES);
    if (directory.isEmpty()) {
      if (form.isPresent() || keepsTimes) {
        throw new UsageException(
            "option "
                + (keepsTimes ? PRESERVE_TIMES : EXPORT_AS).longName()
                + " has no effect without --export DIR; add it");
      }
      return Optional.empty();
    }
    Exporter.Form as = form(form.orElse("copy"));
    if (as == Exporter.Form.LINK && keepsTimes) {
      throw new UsageException(
          "option --preserve-times has no effect with --export-as link; leave out one of them");
    }
    return Optional.of(
        new Exporter(
            directory(EXPORT, directory.get(), context),
            as,
            keepsTimes ? Times.KEPT : Times.OF_EXPORT));
  }

  private static Exporter.Form form(String text) {
    return switch (text) {
      case "copy" -> Exporter.Form.COPY;
      case "link" -> Exporter.Form.LINK;
      default ->
          throw new UsageException("option --export-as is copy or link, not \"" + text + "\"");
    };
  }

  /**
   * The directory that an option names.
   *
   * @return the directory, absolute
   * @throws UsageException if it is an entry of any cache, or inside one: entries are never written
   *     to
   */
  static Path directory(Option option, String text, Context context) {
    if (text.isEmpty()) {
      throw new UsageException("option " + option.longName() + " has no directory");
    }
    Path target = context.workingDirectory().resolve(text).normalize();
    for (Path folder = target; folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve(ReservedNames.DONE))) {
        throw new UsageException(
            "option "
                + option.longName()
                + ": "
                + target
                + " is inside a cache entry; choose another directory");
      }
    }
    return target;
  }
}
