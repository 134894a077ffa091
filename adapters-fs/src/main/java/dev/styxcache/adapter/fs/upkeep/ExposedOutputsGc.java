package dev.styxcache.adapter.fs.upkeep;

import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.adapter.fs.lock.Lease;
import dev.styxcache.adapter.fs.publish.EntryPublisher;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.files.AtomicMove;
import dev.styxcache.files.FileStat;
import dev.styxcache.files.Folders;
import dev.styxcache.files.TreeDeletion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes exposed and kept outputs that nobody uses any more: the process that was promised their
 * paths is dead, and for two weeks nothing in them was written and no file was read, as far as the
 * file system records reads (most do so once a day).
 *
 * <p>Finding them takes a stat per entry, so all processes together do it once a day.
 *
 * @param layout the cache directory
 * @param publisher the publisher of that directory
 */
public record ExposedOutputsGc(EntryLayout layout, EntryPublisher publisher) {

  private static final Logger LOG = LoggerFactory.getLogger(ExposedOutputsGc.class);

  private static final Duration UNUSED = Duration.ofDays(14);
  private static final Duration INTERVAL = Duration.ofDays(1);

  /**
   * Collects, unless a process has done so today. Leases of dead processes must be collected
   * before.
   *
   * @throws IOException if the cache directory cannot be read
   */
  public void run() throws IOException {
    Instant before = Instant.now().minus(INTERVAL);
    if (FileStat.ifPresent(layout.shownSwept())
        .filter(stat -> stat.modifiedTime().isAfter(before))
        .isPresent()) {
      return;
    }
    stamp();
    for (Path kept : Folders.childrenIfPresent(layout.kept())) {
      collectKept(kept);
    }
    Set<String> promised = promised();
    for (Path shard : Folders.children(layout.root())) {
      if (EntryLayout.isShard(String.valueOf(shard.getFileName())) && Files.isDirectory(shard)) {
        for (Path place : Folders.childrenIfPresent(shard)) {
          String name = String.valueOf(place.getFileName());
          if (EntryLayout.isKey(name) && !promised.contains(name)) {
            collect(place, new CacheKey(name));
          }
        }
      }
    }
  }

  /** A new file each time: the old one may be another user's. A full disk is collected too. */
  private void stamp() {
    Path fresh = layout.newTrash();
    try {
      layout.create(layout.shown());
      Files.createFile(fresh);
      AtomicMove.replacing(fresh, layout.shownSwept());
    } catch (IOException e) {
      LOG.debug("cannot write {}; collecting again today", layout.shownSwept(), e);
    }
  }

  /** The keys at whose names living processes expose outputs. */
  private Set<String> promised() throws IOException {
    Set<String> keys = new HashSet<>();
    for (Path folder : Folders.childrenIfPresent(layout.shown())) {
      String run = String.valueOf(folder.getFileName());
      boolean ofRun = EntryLayout.isRun(run);
      if (ofRun && Files.exists(layout.stagingLock(run))) {
        for (Path note : Folders.childrenIfPresent(folder)) {
          keys.add(String.valueOf(note.getFileName()));
        }
      } else if (ofRun) {
        TreeDeletion.delete(folder);
      }
    }
    return keys;
  }

  private static void collectKept(Path kept) {
    try {
      if (IdleTrees.isIdle(kept, Instant.now().minus(UNUSED), ExposedOutputsGc::lastUse)) {
        TreeDeletion.delete(kept);
      }
    } catch (IOException e) {
      LOG.debug("{} could not be collected", kept, e);
    }
  }

  private void collect(Path place, CacheKey key) {
    try {
      if (!layout.entry(key).equals(place) || !isUnused(place)) {
        return;
      }
      try (Lease lease = Lease.take(layout)) {
        publisher.clear(key, lease.run(), ExposedOutputsGc::isUnused);
      }
    } catch (IOException e) {
      LOG.debug("{} could not be collected", place, e);
    }
  }

  private static boolean isUnused(Path place) throws IOException {
    return !EntryLayout.isEntry(place)
        && IdleTrees.isIdle(place, Instant.now().minus(UNUSED), ExposedOutputsGc::lastUse);
  }

  /**
   * For folders only the time of writing counts, since this scan reads them. A link is as old as
   * its exposure; its target is a folder elsewhere that is not the cache's.
   */
  private static FileTime lastUse(BasicFileAttributes attributes) {
    FileTime written = attributes.lastModifiedTime();
    if (attributes.isDirectory() || attributes.isSymbolicLink()) {
      return written;
    }
    FileTime read = attributes.lastAccessTime();
    return read.compareTo(written) > 0 ? read : written;
  }
}
