package dev.styxcache.adapter.fs.exchange;

import dev.styxcache.adapter.fs.disk.Failures;
import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.adapter.fs.lock.Lease;
import dev.styxcache.adapter.fs.manifest.ManifestWriter;
import dev.styxcache.adapter.fs.publish.EntryPublisher;
import dev.styxcache.adapter.fs.publish.EntrySealer;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.EntryImport;
import dev.styxcache.application.spi.IncomingContent;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.manifest.SharedEntry;
import dev.styxcache.domain.manifest.SharedMember;
import dev.styxcache.domain.manifest.TreeRecord;
import dev.styxcache.files.FileStat;
import dev.styxcache.files.TreeDeletion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Assembles a fetched entry in a folder of its own, like the outputs of a run. */
final class LocalImport implements EntryImport {

  private static final Logger LOG = LoggerFactory.getLogger(LocalImport.class);

  private final SharedEntry entry;
  private final Optional<EntryManifest> manifest;
  private final ContentHasher hasher;
  private final EntryPublisher publisher;
  private final Lease lease;
  private final EntryLayout layout;
  private final Path folder;
  private final List<IncomingContent> contents = new ArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Creates the folders and empty files under a new lease, which {@link #close} releases.
   *
   * @param entry an entry that was checked
   * @param manifest its manifest, if it has one
   */
  LocalImport(
      SharedEntry entry,
      Optional<EntryManifest> manifest,
      EntryLayout layout,
      ContentHasher hasher,
      EntryPublisher publisher)
      throws IOException {
    this.entry = entry;
    this.manifest = manifest;
    this.hasher = hasher;
    this.publisher = publisher;
    this.layout = layout;
    this.lease = Lease.take(layout);
    this.folder = layout.staging(lease.run());
    try {
      layout.create(layout.incoming());
      Files.createDirectory(folder);
      for (SharedMember member : entry.members()) {
        if (member.record() instanceof TreeRecord.Folder made) {
          Files.createDirectory(folder.resolve(made.path()));
        } else if (member.record() instanceof TreeRecord.File file && file.size() == 0) {
          Files.createFile(folder.resolve(file.path()));
        }
      }
      addContents();
      hasher.announce(entry.bytes());
    } catch (InvalidPathException e) {
      close();
      throw new IOException("this file system cannot store the name " + e.getInput(), e);
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** By size as well: if files with one digest claim two sizes, one of them is wrong. */
  private void addContents() {
    Map<Content, List<TreeRecord.File>> byContent = new LinkedHashMap<>();
    for (TreeRecord.File file : entry.files()) {
      byContent
          .computeIfAbsent(new Content(file.hash(), file.size()), content -> new ArrayList<>())
          .add(file);
    }
    for (List<TreeRecord.File> files : byContent.values()) {
      List<Path> places = files.stream().map(file -> folder.resolve(file.path())).toList();
      contents.add(
          files.get(0).size() == 0
              ? new EmptyContent(files.get(0))
              : new LocalContent(hasher, files.get(0), places, folder));
    }
  }

  private record Content(ContentHash hash, long size) {}

  /** The content of empty files, which exist from the beginning. */
  private record EmptyContent(TreeRecord.File file) implements IncomingContent {

    @Override
    public void write(long position, long length, InputStream bytes, LongConsumer arrived) {
      if (position != 0 || length != 0) {
        throw new IllegalArgumentException("an empty file has no part of " + length + " bytes");
      }
    }

    @Override
    public boolean isSound() {
      return ContentHash.OF_NOTHING.equals(file.hash());
    }

    @Override
    public void reset() {
      // Nothing was written.
    }
  }

  @Override
  public List<IncomingContent> contents() {
    return Collections.unmodifiableList(contents);
  }

  @Override
  public void commit() {
    for (IncomingContent content : contents) {
      if (!content.isSound()) {
        throw new IllegalStateException(
            content.file().path() + " is incomplete, or does not have its digest");
      }
    }
    try {
      publisher.publish(folder, lease.run(), entry.key(), seal());
    } catch (ClosedByInterruptException e) {
      throw new RunInterruptedException("interrupted while an entry was fetched", e);
    } catch (IOException e) {
      throw Failures.of("a fetched entry cannot be stored", folder, e);
    }
  }

  /**
   * Seals the folder. Links are created here, when nothing can be written through them any more.
   *
   * @return the manifest, with the times that the files have on this disk
   */
  private Optional<EntryManifest> seal() throws IOException {
    List<SharedMember> members = entry.members();
    Map<String, Long> times = new HashMap<>();
    Instant now = Instant.now();
    for (SharedMember member : members) {
      Path path = folder.resolve(member.path());
      if (member.record() instanceof TreeRecord.File file) {
        Files.setLastModifiedTime(path, FileTime.from(member.modified()));
        EntrySealer.protectFile(path, file.mode());
        note(file.path(), FileStat.of(path), times, now);
      } else if (member.record() instanceof TreeRecord.Link link) {
        Files.createSymbolicLink(path, path.getFileSystem().getPath(link.target()));
      }
    }
    // From the bottom up, since creating something in a folder changes the folder's time.
    for (int i = members.size() - 1; i >= 0; i--) {
      if (members.get(i).record() instanceof TreeRecord.Folder made) {
        Path path = folder.resolve(made.path());
        EntrySealer.openFolder(path, made.mode());
        Files.setLastModifiedTime(path, FileTime.from(members.get(i).modified()));
        note(made.path(), FileStat.of(path), times, now);
      }
    }
    EntrySealer sealer = new EntrySealer(folder);
    Optional<EntryManifest> timed = manifest.map(made -> made.toBuilder().modified(times).build());
    if (timed.isPresent()) {
      sealer.writeManifest(ManifestWriter.write(timed.get()));
    }
    sealer.finish();
    if (layout.group().isPresent()) {
      layout.group().get().openTree(folder);
    }
    return timed;
  }

  private static void note(String path, FileStat stat, Map<String, Long> times, Instant now) {
    if (!EntryLayout.isReserved(path) && stat.settledTime(now).isEmpty()) {
      times.put(path, stat.modified());
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
