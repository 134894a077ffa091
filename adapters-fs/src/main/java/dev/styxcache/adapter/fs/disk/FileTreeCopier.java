package dev.styxcache.adapter.fs.disk;

import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.application.spi.TreeCopier;
import dev.styxcache.files.FileStat;
import dev.styxcache.files.TreeCopy;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Copies trees as they are, with their times: all of a tree or nothing. */
public final class FileTreeCopier implements TreeCopier {

  /** Creates a stateless copier. */
  public FileTreeCopier() {}

  @Override
  public void copy(Path source, Path target) {
    try {
      if (!Files.isDirectory(source)) {
        throw new CacheUnavailableException(source + " cannot be copied: it is not a directory");
      }
      if (Failures.nearestExisting(target).toRealPath().startsWith(source.toRealPath())) {
        throw new CacheUnavailableException(
            source + " cannot be copied into itself at " + target + "; choose another directory");
      }
      List<Path> special = new ArrayList<>();
      List<TreeCopy.Member> members = TreeCopy.list(source, name -> false, special);
      if (!special.isEmpty()) {
        throw new CacheUnavailableException(
            special.get(0) + " is " + FileStat.Kind.OTHER.text() + ", which cannot be copied");
      }
      try (TreeCopy copy = TreeCopy.into(target)) {
        copy.write(members, Optional.empty());
        copy.publish();
      }
    } catch (ClosedByInterruptException e) {
      throw new RunInterruptedException("interrupted while " + source + " was copied", e);
    } catch (IOException e) {
      throw Failures.of("the files of " + source + " cannot be copied", target, e);
    }
  }
}
