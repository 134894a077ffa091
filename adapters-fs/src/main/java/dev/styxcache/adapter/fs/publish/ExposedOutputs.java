package dev.styxcache.adapter.fs.publish;

import dev.styxcache.adapter.fs.disk.Failures;
import dev.styxcache.adapter.fs.disk.ScannedTree;
import dev.styxcache.adapter.fs.disk.UnstorableTreeException;
import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.adapter.fs.lock.Lease;
import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.manifest.LinkCheck;
import dev.styxcache.domain.manifest.TreeRecord;
import dev.styxcache.files.FileStat;
import dev.styxcache.files.TreeDeletion;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exposes outputs at the final name of an entry without making them one, for a caller who was
 * promised that path. As long as this process lives they are not collected: it holds one {@link
 * Lease} for all of them, and a note for each. Thread-safe.
 */
public final class ExposedOutputs {

  private static final Logger LOG = LoggerFactory.getLogger(ExposedOutputs.class);

  /** By cache directory. Each is held until the process ends. */
  private static final Map<Path, Lease> LEASES = new HashMap<>();

  private final EntryLayout layout;
  private final EntryPublisher publisher;

  /** Creates it for one cache directory. */
  public ExposedOutputs(EntryLayout layout, EntryPublisher publisher) {
    this.layout = layout;
    this.publisher = publisher;
  }

  /**
   * Exposes a tree.
   *
   * @param key the key of the entry
   * @param tree a run's folder, which is moved; or any other folder, which is linked to
   * @throws IOException if it cannot be exposed; it is where it was
   */
  public void expose(CacheKey key, Path tree) throws IOException {
    String name = String.valueOf(tree.getFileName());
    if (layout.incoming().equals(tree.getParent()) && EntryLayout.isRun(name)) {
      exposeStaging(key, tree, EntryLayout.runOf(name));
    } else {
      exposeLink(key, tree.toAbsolutePath());
    }
    note(key);
  }

  /** Only deletes and renames, since a full disk is often the reason for exposing. */
  private void exposeStaging(CacheKey key, Path tree, String run) throws IOException {
    // A tool may have written the name that would make its folder an entry.
    TreeDeletion.delete(tree.resolve(EntryLayout.DONE));
    makeOwnLinksRelative(tree);
    // Collection counts from the last use.
    Files.setLastModifiedTime(tree, FileTime.from(Instant.now()));
    publisher.rename(tree, run, key);
  }

  /** Absolute links into a tree that is about to be renamed; all others stay as they are. */
  private static void makeOwnLinksRelative(Path tree) throws IOException {
    try {
      ScannedTree found = ScannedTree.scan(tree, name -> false);
      LinkCheck check = found.linkCheck();
      found.rewriteLinks(
          found.links().stream()
              .<TreeRecord.Link>map(link -> check.leadsOut(link) ? link : check.relative(link))
              .toList());
    } catch (UnstorableTreeException e) {
      // Something in the tree cannot be stored, which is why it is only exposed.
      LOG.debug("links in {} stay as they are", tree, e);
    }
  }

  private void exposeLink(CacheKey key, Path tree) throws IOException {
    try (Lease lease = Lease.take(layout)) {
      Path link = layout.staging(lease.run());
      try {
        layout.create(layout.incoming());
        Files.createSymbolicLink(link, tree);
        publisher.rename(link, lease.run(), key);
      } catch (UnsupportedOperationException e) {
        throw new CacheUnavailableException(
            "the outputs in "
                + tree
                + " cannot be exposed in the cache: its file system has no links",
            e);
      } finally {
        Files.deleteIfExists(link);
      }
    }
  }

  /**
   * Outputs without a note, as on a full disk, still stay until they have not been used for long.
   */
  private void note(CacheKey key) {
    try {
      Path folder = layout.shown(lease().run());
      layout.create(folder);
      deleteAtExit(folder);
      deleteAtExit(Files.createFile(folder.resolve(key.hex())));
    } catch (FileAlreadyExistsException e) {
      // Noted before.
      return;
    } catch (IOException e) {
      LOG.debug("cannot note that {} is exposed: {}", key, Failures.why(layout.shown(), e));
    }
  }

  private Lease lease() throws IOException {
    synchronized (LEASES) {
      Lease lease = LEASES.get(layout.root());
      if (lease == null || FileStat.ifPresent(layout.stagingLock(lease.run())).isEmpty()) {
        lease = Lease.take(layout);
        deleteAtExit(layout.stagingLock(lease.run()));
        LEASES.put(layout.root(), lease);
      }
      return lease;
    }
  }

  /** What a killed process leaves is collected by a later one. */
  private static void deleteAtExit(Path path) {
    if (path.getFileSystem() == FileSystems.getDefault()) {
      path.toFile().deleteOnExit();
    }
  }
}
