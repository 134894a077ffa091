package dev.styxcache.cli.execution;

import dev.styxcache.adapter.fs.disk.FileTreeCopier;
import dev.styxcache.application.spi.TreeCopier;
import dev.styxcache.cli.failure.CommandFailedException;
import dev.styxcache.cli.failure.UsageException;
import dev.styxcache.cli.text.IoReasons;
import dev.styxcache.files.FileCopy;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Copies the outputs of a run out of the cache: those that were declared, or all of them where none
 * was. Links at their top are followed, so that a copied output does not lead back into the cache.
 */
public final class Exporter {

  /** What the cache keeps for itself at the top of an entry. */
  private static final String RESERVED = ".styxcache";

  /** What makes a folder an entry. */
  private static final String DONE = RESERVED + ".done";

  private final TreeCopier copier = new FileTreeCopier();
  private final Path target;

  private Exporter(Path target) {
    this.target = target;
  }

  /**
   * Refuses a target within an entry: what others are served must not be written to.
   *
   * @param target the directory, absolute
   * @throws UsageException if it lies in an entry of any cache, or is one
   */
  public static void requireOutsideOfEntries(Path target) {
    for (Path folder = target; folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve(DONE))) {
        throw new UsageException(
            "option --export: "
                + target
                + " lies in an entry of a cache; choose another directory");
      }
    }
  }

  /**
   * Copies the outputs. Files that are there already are replaced, each at once and as a whole.
   *
   * @param outcome the run
   * @param target the directory, absolute, which is created where it is missing
   * @throws dev.styxcache.application.api.StyxCacheException if it cannot be done; the message says
   *     where the outputs are
   */
  public static void export(RunOutcome outcome, Path target) {
    Exporter exporter = new Exporter(target);
    try {
      Files.createDirectories(target);
      if (outcome.outputs().isEmpty()) {
        exporter.all(outcome.directory(), target);
      }
      for (Map.Entry<String, Optional<Path>> output : outcome.outputs().entrySet()) {
        if (output.getValue().isPresent()) {
          exporter.one(output.getValue().get(), output.getKey());
        }
      }
    } catch (IOException e) {
      throw new CommandFailedException(
          "the outputs are at "
              + outcome.directory()
              + " but cannot be copied to "
              + target
              + ": "
              + IoReasons.of(e)
              + "; choose another directory by --export",
          e);
    }
  }

  private void one(Path output, String name) throws IOException {
    Path place = target.resolve(name).normalize();
    if (place.equals(target.normalize())) {
      all(output, target);
      return;
    }
    Path parent = place.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    copy(output, place);
  }

  private void all(Path directory, Path place) throws IOException {
    try (DirectoryStream<Path> children = Files.newDirectoryStream(directory, Exporter::isOutput)) {
      for (Path child : children) {
        copy(child, place.resolve(child.getFileName()));
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private void copy(Path output, Path place) throws IOException {
    if (Files.isDirectory(output)) {
      copier.copy(output, place);
    } else if (Files.isDirectory(place)) {
      throw new IOException("the directory " + place + " is in the way of a file");
    } else {
      FileCopy.replace(output.toRealPath(), place, mode(output));
    }
  }

  private static boolean isOutput(Path path) {
    return !String.valueOf(path.getFileName()).startsWith(RESERVED);
  }

  /** The copy is its owner's to write to, though nobody writes to an entry. */
  private static int mode(Path file) throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    int mode = 0;
    PosixFilePermission[] bits = PosixFilePermission.values();
    for (int i = 0; i < bits.length; i++) {
      if (permissions.contains(bits[i])) {
        mode |= 0400 >> i;
      }
    }
    return mode | 0200;
  }
}
