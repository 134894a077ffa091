package dev.styxcache.adapter.hash.tree;

import dev.styxcache.adapter.hash.file.FileDigester;
import dev.styxcache.adapter.hash.file.FileDigester.FileDigest;
import dev.styxcache.adapter.hash.file.UnusableInputException;
import dev.styxcache.application.api.InvalidInputException;
import dev.styxcache.application.spi.ContentHasher.HashedContent;
import dev.styxcache.application.spi.ContentWatch;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.files.FileStat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.LoggerFactory;

/**
 * Detects changes of an input since its snapshot by taking another one. Content is read again only
 * of racy files: those that were changed just before, whose times may hide another change. The
 * links and directories on the way to the input are compared too ({@link InputPath}).
 *
 * <p>A file of which only the time of change differs has a new hard link, as backups make them, or
 * lost one. Then the whole input is digested again and the digests are compared; unless the file's
 * directory was written to at that time or later, since the file may have been exchanged for
 * another one in between, and put back.
 *
 * <p>Filled by one thread, then safe for use by many.
 */
final class SnapshotWatch implements ContentWatch {

  /** Maximum time between two times that a file system notes in one step, in nanoseconds. */
  private static final long TICK_NANOS = 50_000_000;

  private record RacyFile(Path file, FileStat stat, ContentHash hash) {}

  private final TreeSnapshot before;
  private final TreeSnapshotter snapshotter;
  private final FileDigester digester;
  private final InputPath way;
  private final Function<Path, HashedContent> hasher;
  private Optional<ContentHash> hash = Optional.empty();
  private volatile Optional<ContentWatch> renewed = Optional.empty();
  private final List<RacyFile> racyFiles = new ArrayList<>();

  SnapshotWatch(
      TreeSnapshot before,
      TreeSnapshotter snapshotter,
      FileDigester digester,
      Function<Path, HashedContent> hasher) {
    this.hasher = hasher;
    this.before = before;
    this.snapshotter = snapshotter;
    this.digester = digester;
    this.way = InputPath.of(before.input());
  }

  /** Adds a file whose content has to be compared. */
  void compareContent(Path file, FileStat stat, ContentHash hash) {
    racyFiles.add(new RacyFile(file, stat, hash));
  }

  /** Sets the digest that the input had at the time of the snapshot. */
  void digested(ContentHash digest) {
    hash = Optional.of(digest);
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
    if (renewed.isPresent()) {
      return renewed.get().findChange();
    }
    try {
      TreeSnapshot now = snapshotter.snapshot(before.input());
      Optional<Path> difference = before.firstDifference(now);
      if (difference.isPresent()) {
        return difference;
      }
      List<Path> touched = before.touched(now);
      if (!touched.isEmpty()) {
        return firstChange(touched);
      }
      for (RacyFile file : racyFiles) {
        FileDigest content = digester.digest(file.file(), file.stat(), bytes -> {});
        if (!content.hash().equals(file.hash())) {
          return Optional.of(file.file());
        }
      }
      return Optional.empty();
    } catch (UnusableInputException e) {
      // It was usable before, so this is a change too.
      return Optional.of(e.path());
    }
  }

  private Optional<Path> firstChange(List<Path> touched) {
    for (Path file : touched) {
      if (mayHaveBeenExchanged(file)) {
        return Optional.of(file);
      }
    }
    try {
      HashedContent content = hasher.apply(before.input());
      if (hash.equals(Optional.of(content.hash()))) {
        renewed = Optional.of(content.watch());
        return Optional.empty();
      }
    } catch (InvalidInputException e) {
      // It was usable before, so this is a change too.
      LoggerFactory.getLogger(SnapshotWatch.class).debug("{} has changed", before.input(), e);
    }
    return Optional.of(touched.get(0));
  }

  /** A file that is renamed has a new time of change, and its directory one of modification. */
  private static boolean mayHaveBeenExchanged(Path file) {
    try {
      Path real = file.toRealPath();
      Path parent = real.getParent();
      return parent == null
          || FileStat.exact(parent).modified() + TICK_NANOS >= FileStat.exact(real).changed();
    } catch (IOException e) {
      return true;
    }
  }
}
