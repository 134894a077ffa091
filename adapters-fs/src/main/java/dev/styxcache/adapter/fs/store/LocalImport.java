package dev.styxcache.adapter.fs.store;

import dev.styxcache.adapter.fs.disk.Failures;
import dev.styxcache.adapter.fs.disk.FileFacts;
import dev.styxcache.adapter.fs.disk.TreeDeletion;
import dev.styxcache.adapter.fs.lock.Lease;
import dev.styxcache.application.port.EntryImport;
import dev.styxcache.application.port.RunInterruptedException;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.manifest.TreeRecord;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts an entry from elsewhere together in a folder of its own, as a run's outputs are. */
final class LocalImport implements EntryImport {

  private static final Logger LOG = LoggerFactory.getLogger(LocalImport.class);

  private final ReceivedEntry received;
  private final Lease lease;
  private final LocalWriter.Tools tools;
  private final Path folder;
  private final Set<String> sound = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean closed = new AtomicBoolean();

  private LocalImport(ReceivedEntry received, Lease lease, LocalWriter.Tools tools) {
    this.received = received;
    this.lease = lease;
    this.tools = tools;
    this.folder = tools.layout().staging(lease.run());
  }

  /** Makes the folders; the lease is let go by {@link #close}, or at once where this fails. */
  static LocalImport open(ReceivedEntry received, Lease lease, LocalWriter.Tools tools)
      throws IOException {
    LocalImport target = new LocalImport(received, lease, tools);
    try {
      Files.createDirectories(tools.layout().incoming());
      Files.createDirectory(target.folder);
      for (var member : received.entry().members()) {
        if (member.record() instanceof TreeRecord.Folder made) {
          Files.createDirectory(target.folder.resolve(made.path()));
        } else if (member.record() instanceof TreeRecord.File file && file.size() == 0) {
          Files.createFile(target.content(file));
        }
      }
      return target;
    } catch (InvalidPathException e) {
      target.close();
      throw new IOException("this file system cannot have the name " + e.getInput(), e);
    } catch (IOException | RuntimeException e) {
      target.close();
      throw e;
    }
  }

  @Override
  public Path content(TreeRecord.File file) {
    return folder.resolve(file.path());
  }

  @Override
  public List<TreeRecord.File> findUnsound(Collection<TreeRecord.File> files) {
    List<TreeRecord.File> unsound = new ArrayList<>();
    List<TreeRecord.File> candidates = new ArrayList<>();
    try {
      for (TreeRecord.File file : files) {
        boolean asLong =
            FileFacts.ifPresent(content(file))
                .filter(facts -> facts.kind() == FileFacts.Kind.FILE)
                .filter(facts -> facts.size() == file.size())
                .isPresent();
        (asLong ? candidates : unsound).add(file);
      }
      List<ContentHash> found =
          ContentDigests.of(tools.hasher(), candidates.stream().map(this::content).toList());
      for (int i = 0; i < candidates.size(); i++) {
        TreeRecord.File file = candidates.get(i);
        if (found.get(i).equals(file.hash())) {
          sound.add(file.path());
        } else {
          unsound.add(file);
        }
      }
    } catch (IOException e) {
      throw Failures.of("an entry that is being fetched cannot be read", folder, e);
    }
    unsound.forEach(file -> sound.remove(file.path()));
    return files.stream().filter(unsound::contains).toList();
  }

  @Override
  public void commit() {
    for (TreeRecord.File file : received.entry().files()) {
      if (!sound.contains(file.path())) {
        throw new IllegalStateException(file.path() + " was not found sound");
      }
    }
    try {
      new ImportSeal(received, folder).apply();
      place();
    } catch (ClosedByInterruptException e) {
      throw new RunInterruptedException("interrupted while an entry was fetched", e);
    } catch (IOException e) {
      throw Failures.of("an entry that was fetched cannot be stored", folder, e);
    }
  }

  /** An entry without a manifest has nothing to give to one that is there already. */
  private void place() throws IOException {
    EntryMerger merger = tools.merger();
    Placement placement = new Placement(tools.layout(), lease.run());
    Optional<EntryManifest> manifest = received.manifest();
    while (!placement.place(folder, received.entry().key(), merger::mergeEntry)) {
      if (manifest.isEmpty() || merger.merge(folder, manifest.get())) {
        return;
      }
      // The entry that was in the way is gone; the place is free for this one.
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try {
        TreeDeletion.delete(folder);
      } catch (IOException e) {
        LOG.warn("{} could not be deleted; delete it by hand: {}", folder, Failures.why(folder, e));
      }
      lease.close();
    }
  }
}
