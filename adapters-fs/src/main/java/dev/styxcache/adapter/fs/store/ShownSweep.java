package dev.styxcache.adapter.fs.store;

import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.adapter.fs.lock.Lease;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.files.AtomicMove;
import dev.styxcache.files.FileFacts;
import dev.styxcache.files.Folders;
import dev.styxcache.files.TreeDeletion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes outputs that stand in the place of an entry without being one, and that nobody uses any
 * more: the process that was promised their paths is dead, and for two weeks nothing in them was
 * written and no file read, as far as the file system notes reading (most do once a day).
 *
 * <p>Finding them means to look at every entry, so it is done once a day by all processes together.
 */
final class ShownSweep {

  private static final Logger LOG = LoggerFactory.getLogger(ShownSweep.class);

  private static final Duration UNUSED = Duration.ofDays(14);
  private static final Duration PAUSE = Duration.ofDays(1);

  private final EntryLayout layout;
  private final Placement.Displaced displaced;

  /**
   * A sweep, to be made after that of dead processes' leases.
   *
   * @param layout the cache directory
   * @param displaced takes over an entry that came to stand where something was swept
   */
  ShownSweep(EntryLayout layout, Placement.Displaced displaced) {
    this.layout = layout;
    this.displaced = displaced;
  }

  /** Sweeps, if nobody has done so today. */
  void run() throws IOException {
    Instant before = Instant.now().minus(PAUSE);
    if (FileFacts.ifPresent(layout.shownSwept())
        .filter(facts -> facts.modified().toInstant().isAfter(before))
        .isPresent()) {
      return;
    }
    stamp();
    Set<String> promised = promised();
    for (Path shard : Folders.children(layout.root())) {
      if (EntryLayout.isShard(String.valueOf(shard.getFileName())) && Files.isDirectory(shard)) {
        for (Path place : childrenOf(shard)) {
          String name = String.valueOf(place.getFileName());
          if (EntryLayout.isKey(name) && !promised.contains(name)) {
            sweep(place, new CacheKey(name));
          }
        }
      }
    }
  }

  /** A new file each time, since the old one may be another user's. A full disk has to be swept. */
  private void stamp() {
    Path fresh = layout.trash(UUID.randomUUID().toString());
    try {
      Files.createDirectories(layout.shown());
      Files.createFile(fresh);
      AtomicMove.replacing(fresh, layout.shownSwept());
    } catch (IOException e) {
      LOG.debug("{} cannot be written, so this is swept again today", layout.shownSwept(), e);
    }
  }

  /** The keys in whose places living processes show something. */
  private Set<String> promised() throws IOException {
    Set<String> keys = new HashSet<>();
    for (Path folder : childrenOf(layout.shown())) {
      String run = String.valueOf(folder.getFileName());
      boolean ofRun = EntryLayout.isRun(run);
      if (ofRun && Files.exists(layout.stagingLock(run))) {
        childrenOf(folder).forEach(mark -> keys.add(String.valueOf(mark.getFileName())));
      } else if (ofRun) {
        TreeDeletion.delete(folder);
      }
    }
    return keys;
  }

  private void sweep(Path place, CacheKey key) {
    try {
      if (!layout.entry(key).equals(place) || !isUnusedAndNoEntry(place)) {
        return;
      }
      try (Lease lease = Lease.take(layout)) {
        new Placement(layout, lease.run()).clear(key, displaced, this::isUnusedAndNoEntry);
      }
    } catch (IOException e) {
      LOG.debug("{} could not be swept", place, e);
    }
  }

  private boolean isUnusedAndNoEntry(Path place) throws IOException {
    return !EntryReader.isEntry(place) && isUnused(place, Instant.now().minus(UNUSED));
  }

  /**
   * Of folders only the time of writing counts, as looking here is reading. A link was made when
   * its outputs were shown; what it leads to is somebody's folder elsewhere.
   */
  private static boolean isUnused(Path path, Instant since) throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return true;
    }
    if (!isBefore(attributes.lastModifiedTime(), since)) {
      return false;
    } else if (attributes.isDirectory()) {
      for (Path child : childrenOf(path)) {
        if (!isUnused(child, since)) {
          return false;
        }
      }
      return true;
    }
    return attributes.isSymbolicLink() || isBefore(attributes.lastAccessTime(), since);
  }

  private static boolean isBefore(FileTime time, Instant since) {
    return time.toInstant().isBefore(since);
  }

  private static List<Path> childrenOf(Path folder) throws IOException {
    try {
      return Folders.children(folder);
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }
}
