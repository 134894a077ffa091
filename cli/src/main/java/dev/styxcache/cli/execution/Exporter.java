package dev.styxcache.cli.execution;

import dev.styxcache.adapter.fs.disk.FileTreeCopier;
import dev.styxcache.application.api.StyxCacheException;
import dev.styxcache.application.spi.TreeCopier;
import dev.styxcache.cli.failure.CommandFailedException;
import dev.styxcache.cli.failure.UsageException;
import dev.styxcache.cli.text.IoReasons;
import dev.styxcache.files.AtomicMove;
import dev.styxcache.files.FileCopy;
import dev.styxcache.files.FileStat;
import dev.styxcache.files.Folders;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Copies the outputs of a run out of the cache: the declared ones, or all of them if none is
 * declared. An output that is a symbolic link is copied as the file it points to, so that the copy
 * does not point back into the cache.
 */
public final class Exporter {

  /** Prefix of the names at the top of an entry that are reserved for the cache. */
  private static final String RESERVED = ".styxcache";

  /** Marker file of a complete entry. */
  private static final String DONE = RESERVED + ".done";

  private final TreeCopier copier = new FileTreeCopier();
  private final Path target;

  private Exporter(Path target) {
    this.target = target;
  }

  /**
   * Refuses a target inside an entry, because entries are never written to.
   *
   * @param option the option that names it
   * @param target the directory, absolute
   * @throws UsageException if the target is an entry of any cache, or inside one
   */
  public static void requireOutsideOfEntries(String option, Path target) {
    for (Path folder = target; folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve(DONE))) {
        throw new UsageException(
            "option "
                + option
                + ": "
                + target
                + " is inside a cache entry; choose another directory");
      }
    }
  }

  /**
   * Copies the outputs. Each existing file is replaced atomically.
   *
   * @param outcome the run
   * @param target the directory, absolute; created if it is missing
   * @throws dev.styxcache.application.api.StyxCacheException if the copy fails; the message says
   *     where the outputs are
   */
  public static void export(RunOutcome outcome, Path target) {
    Exporter exporter = new Exporter(target);
    try {
      Files.createDirectories(target);
      if (outcome.everything()) {
        exporter.all(outcome.directory(), target);
        return;
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

  /**
   * Copies what a failed tool has made, as far as possible.
   *
   * @param outputs the directory with it
   * @param target the directory for the copies, absolute; created if it is missing
   * @return what could not be copied, with the reasons for people
   * @throws CommandFailedException if nothing can be copied
   */
  static List<String> keep(Path outputs, Path target) {
    Exporter exporter = new Exporter(target);
    List<String> lost = new ArrayList<>();
    try {
      Files.createDirectories(target);
      for (Path child : Folders.children(outputs)) {
        try {
          if (Files.isSymbolicLink(child)) {
            AtomicMove.link(target.resolve(child.getFileName()), Files.readSymbolicLink(child));
          } else if (FileStat.of(child).kind() == FileStat.Kind.OTHER) {
            lost.add(child.getFileName() + ", which is " + FileStat.Kind.OTHER.text());
          } else {
            exporter.copy(child, target.resolve(child.getFileName()));
          }
        } catch (IOException e) {
          lost.add(child.getFileName() + ": " + IoReasons.of(e));
        } catch (StyxCacheException e) {
          lost.add(String.valueOf(e.getMessage()));
        }
      }
    } catch (IOException e) {
      throw new CommandFailedException(
          "what the tool has made cannot be kept in "
              + target
              + ": "
              + IoReasons.of(e)
              + "; choose another directory by --keep-failed",
          e);
    }
    return lost;
  }

  private void one(Path output, String name) throws IOException {
    Path destination = target.resolve(name).normalize();
    if (destination.equals(target.normalize())) {
      all(output, target);
      return;
    }
    Path parent = destination.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    copy(output, destination);
  }

  private void all(Path directory, Path destination) throws IOException {
    try (DirectoryStream<Path> children = Files.newDirectoryStream(directory, Exporter::isOutput)) {
      for (Path child : children) {
        copy(child, destination.resolve(child.getFileName()));
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private void copy(Path output, Path destination) throws IOException {
    if (Files.isDirectory(output)) {
      copier.copy(output, destination);
    } else if (Files.isDirectory(destination)) {
      throw new IOException("the directory " + destination + " is in the way of a file");
    } else {
      FileCopy.replace(output.toRealPath(), destination, mode(output));
    }
  }

  private static boolean isOutput(Path path) {
    return !String.valueOf(path.getFileName()).startsWith(RESERVED);
  }

  /** The mode of the file with write permission for its owner, which files of an entry lack. */
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
