package dev.styxcache.adapter.fs.store;

import dev.styxcache.adapter.fs.disk.Failures;
import dev.styxcache.adapter.fs.lock.Lease;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.application.spi.EntryImport;
import dev.styxcache.application.spi.IncomingContent;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.manifest.TreeRecord;
import dev.styxcache.files.TreeDeletion;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final List<IncomingContent> contents = new ArrayList<>();
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
          Files.createFile(target.folder.resolve(file.path()));
        }
      }
      target.addContents();
      tools.hasher().announce(received.entry().bytes());
      return target;
    } catch (InvalidPathException e) {
      target.close();
      throw new IOException("this file system cannot have the name " + e.getInput(), e);
    } catch (IOException | RuntimeException e) {
      target.close();
      throw e;
    }
  }

  /** Files that are the same may be said to have two lengths: then one of them is wrong. */
  private void addContents() {
    Map<Content, List<TreeRecord.File>> byContent = new LinkedHashMap<>();
    for (TreeRecord.File file : received.entry().files()) {
      byContent
          .computeIfAbsent(new Content(file.hash(), file.size()), content -> new ArrayList<>())
          .add(file);
    }
    byContent.forEach(
        (content, files) ->
            contents.add(
                content.size() == 0
                    ? new EmptyContent(files.get(0))
                    : new LocalContent(
                        tools.hasher(),
                        files.get(0),
                        files.stream().map(file -> folder.resolve(file.path())).toList(),
                        folder)));
  }

  private record Content(ContentHash hash, long size) {}

  @Override
  public List<IncomingContent> contents() {
    return Collections.unmodifiableList(contents);
  }

  @Override
  public void commit() {
    for (IncomingContent content : contents) {
      if (!content.isSound()) {
        throw new IllegalStateException(content.file().path() + " is not sound");
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
