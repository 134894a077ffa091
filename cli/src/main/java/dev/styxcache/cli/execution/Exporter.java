package dev.styxcache.cli.execution;

import dev.styxcache.adapter.fs.export.OutputExport;
import dev.styxcache.adapter.fs.export.OutputExport.Times;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.application.api.RunReport.Status;
import dev.styxcache.cli.failure.CommandFailedException;
import dev.styxcache.cli.text.IoReasons;
import dev.styxcache.domain.manifest.ReservedNames;
import dev.styxcache.files.FileStat;
import dev.styxcache.files.Folders;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Hands the outputs of a run to the user: the declared ones that were made, or all if none is
 * declared.
 *
 * @param target the directory, absolute; made if it is missing
 * @param as how
 * @param times the times of copies
 */
public record Exporter(Path target, Form as, Times times) {

  /** What the user is given. */
  public enum Form {
    /** Copies, which are the user's to change. */
    COPY,
    /** Symbolic links into the cache, which take no space. */
    LINK
  }

  /**
   * Exports the outputs of a run, all of them or none.
   *
   * @param outcome the run
   * @param notices receives what the user is told
   * @throws CommandFailedException if they cannot be exported; the message says where they are
   * @throws RunInterruptedException if the thread is interrupted; the directory is as it was
   */
  public void export(RunOutcome outcome, Consumer<String> notices) {
    List<String> made =
        outcome.everything()
            ? List.of()
            : outcome.outputs().entrySet().stream()
                .filter(output -> output.getValue().isPresent())
                .map(Map.Entry::getKey)
                .toList();
    if (made.isEmpty() && !outcome.everything()) {
      return;
    }
    OutputExport export = new OutputExport(outcome.directory(), made);
    try {
      if (as == Form.LINK && outcome.report().status() != Status.DEGRADED) {
        export.linkTo(target);
        return;
      }
      if (as == Form.LINK) {
        notices.accept(
            "warning: the outputs are not stored and will be deleted, so they were copied to "
                + target
                + " instead of linked");
      }
      List<Path> left = export.copyTo(target, times);
      if (!left.isEmpty()) {
        notices.accept(
            "warning: pipes, sockets and devices are not exported: "
                + String.join(", ", left.stream().map(Path::toString).toList()));
      }
    } catch (ClosedByInterruptException e) {
      throw new RunInterruptedException("interrupted while the outputs were exported", e);
    } catch (IOException e) {
      throw new CommandFailedException(
          "the outputs are at "
              + outcome.directory()
              + " but cannot be exported to "
              + target
              + ": "
              + reason(e)
              + "; mend that, or choose another directory by --export, and run again",
          e);
    }
  }

  /**
   * Copies what a failed tool has made, as far as possible.
   *
   * @param outputs the directory with it
   * @param target the directory for the copies, absolute; made if it is missing
   * @return what could not be copied, with the reasons for people
   * @throws CommandFailedException if nothing can be copied
   */
  static List<String> keep(Path outputs, Path target) {
    try {
      List<String> lost = new ArrayList<>();
      for (Path special : new OutputExport(outputs, List.of()).copyTo(target, Times.KEPT)) {
        lost.add(outputs.relativize(special) + ", which is " + FileStat.Kind.OTHER.text());
      }
      return lost;
    } catch (IOException e) {
      return keepEach(outputs, target, e);
    }
  }

  /** Something cannot be read: the rest is kept. */
  private static List<String> keepEach(Path outputs, Path target, IOException failure) {
    List<String> lost = new ArrayList<>();
    boolean kept = false;
    try {
      for (String name : Folders.names(outputs)) {
        if (!ReservedNames.contain(name)) {
          try {
            new OutputExport(outputs, List.of(name)).copyTo(target, Times.KEPT);
            kept = true;
          } catch (IOException e) {
            lost.add(name + ": " + reason(e));
          }
        }
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    if (!kept) {
      throw new CommandFailedException(
          "what the tool has made cannot be kept in "
              + target
              + ": "
              + reason(failure)
              + "; choose another directory by --keep-failed",
          failure);
    }
    return lost;
  }

  private static String reason(IOException failure) {
    return Optional.of(failure)
            .filter(FileSystemException.class::isInstance)
            .map(known -> ((FileSystemException) known).getFile() + ": ")
            .orElse("")
        + IoReasons.of(failure);
  }
}
