package dev.styxcache.adapter.hash.tree;

import dev.styxcache.adapter.hash.file.FileDigester;
import dev.styxcache.adapter.hash.file.FileDigester.FileDigest;
import dev.styxcache.adapter.hash.file.UnusableInputException;
import dev.styxcache.application.spi.ContentWatch;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.files.FileStat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Detects changes of an input since its snapshot by taking another one. Content is read again only
 * of racy files: those that were changed just before, whose times may hide another change. The
 * links and directories on the way to the input are compared too ({@link InputPath}).
 *
 * <p>Filled by one thread, then safe for use by many.
 */
final class SnapshotWatch implements ContentWatch {

  private record RacyFile(Path file, FileStat stat, ContentHash hash) {}

  private final TreeSnapshot before;
  private final TreeSnapshotter snapshotter;
  private final FileDigester digester;
  private final InputPath way;
  private final List<RacyFile> racyFiles = new ArrayList<>();

  SnapshotWatch(TreeSnapshot before, TreeSnapshotter snapshotter, FileDigester digester) {
    this.before = before;
    this.snapshotter = snapshotter;
    this.digester = digester;
    this.way = InputPath.of(before.input());
  }

  /** Adds a file whose content has to be compared. */
  void compareContent(Path file, FileStat stat, ContentHash hash) {
    racyFiles.add(new RacyFile(file, stat, hash));
  }

  @Override
  public void begin() {
    way.noteDirectories();
  }

  @Override
  public Optional<Path> findChange() {
    Optional<Path> exchanged = way.findChange();
    if (exchanged.isPresent()) {
      return exchanged;
    }
    try {
      Optional<Path> difference = before.firstDifference(snapshotter.snapshot(before.input()));
      if (difference.isPresent()) {
        return difference;
      }
      for (RacyFile file : racyFiles) {
        FileDigest now = digester.digest(file.file(), file.stat(), bytes -> {});
        if (!now.hash().equals(file.hash())) {
          return Optional.of(file.file());
        }
      }
      return Optional.empty();
    } catch (UnusableInputException e) {
      // It was usable before, so this is a change too.
      return Optional.of(e.path());
    }
  }
}
