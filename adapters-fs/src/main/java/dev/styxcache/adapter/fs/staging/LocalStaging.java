package dev.styxcache.adapter.fs.staging;

import dev.styxcache.adapter.fs.capture.StreamCapture;
import dev.styxcache.adapter.fs.disk.Failures;
import dev.styxcache.adapter.fs.disk.OutputsOnDisk;
import dev.styxcache.adapter.fs.disk.UnstorableTreeException;
import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.adapter.fs.lock.Lease;
import dev.styxcache.adapter.fs.publish.EntryPublisher;
import dev.styxcache.adapter.fs.publish.Publication;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.spi.Commit;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.RunRecord;
import dev.styxcache.application.spi.Staging;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.manifest.CapturedStream;
import dev.styxcache.domain.manifest.StreamName;
import dev.styxcache.files.AtomicMove;
import dev.styxcache.files.FileStat;
import dev.styxcache.files.Folders;
import dev.styxcache.files.PathNames;
import dev.styxcache.files.TreeDeletion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of a run in progress, and a second one for the cache's own records of the run: a tool
 * that lists its working directory must not find the capture of its own output there.
 */
final class LocalStaging implements Staging {

  private static final Logger LOG = LoggerFactory.getLogger(LocalStaging.class);

  private static final String NOT_LISTED = "the outputs cannot be listed";

  private final CacheKey key;
  private final ContentHasher hasher;
  private final EntryPublisher publisher;
  private final EntryLayout layout;
  private final Lease lease;
  private final Path directory;
  private final Path record;
  private final Map<StreamName, StreamCapture> captures = new EnumMap<>(StreamName.class);
  private final AtomicBoolean closed = new AtomicBoolean();
  private boolean commitTried;
  private boolean keptInPlace;

  /** Creates the folders under a new lease, which {@link #close} releases. */
  LocalStaging(CacheKey key, EntryLayout layout, ContentHasher hasher, EntryPublisher publisher)
      throws IOException {
    this.key = key;
    this.hasher = hasher;
    this.publisher = publisher;
    this.layout = layout;
    this.lease = Lease.take(layout);
    this.directory = layout.staging(lease.run());
    this.record = layout.record(lease.run());
    for (StreamName name : StreamName.values()) {
      captures.put(
          name,
          new StreamCapture(
              record.resolve(EntryLayout.capture(name)),
              record.resolve(EntryLayout.rawCapture(name))));
    }
    try {
      layout.create(layout.incoming());
      Files.createDirectory(directory);
      Files.createDirectory(record);
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  @Override
  public Path directory() {
    return directory;
  }

  @Override
  public OutputHandler capture(StreamName stream) {
    StreamCapture capture = captures.get(stream);
    if (capture == null) {
      throw new IllegalArgumentException("there is no stream " + stream);
    }
    return capture;
  }

  @Override
  public boolean contains(String output) {
    try {
      return OutputsOnDisk.contain(directory, output);
    } catch (IOException e) {
      throw Failures.of("the outputs cannot be read", directory, e);
    }
  }

  @Override
  public Commit commit(RunRecord run) {
    if (commitTried || closed.get()) {
      throw new IllegalStateException(
          "the run in " + directory + " is already committed or closed");
    }
    commitTried = true;
    boolean done = false;
    try {
      Commit commit = tryToCommit(run);
      done = !(commit instanceof Commit.Refused);
      return commit;
    } finally {
      if (!done) {
        // On a full disk the outputs may need the space.
        captures.values().forEach(StreamCapture::abandon);
        delete(record);
      }
    }
  }

  private Commit tryToCommit(RunRecord run) {
    Map<StreamName, CapturedStream> streams = finishCaptures();
    try {
      return publish(new StagedEntryBuilder(hasher).build(key, directory, run, streams));
    } catch (UnstorableTreeException e) {
      return new Commit.Refused(String.valueOf(e.getMessage()));
    } catch (NoSuchFileException e) {
      if (isOutput(e.getFile())) {
        return new Commit.Refused(
            "the output "
                + e.getFile()
                + " vanished while it was being stored; something that the tool started is still running");
      }
      throw Failures.of("the outputs cannot be stored", directory, e);
    } catch (IOException e) {
      throw Failures.of("the outputs cannot be stored", directory, e);
    }
  }

  private boolean isOutput(@Nullable String file) {
    return file != null && directory.getFileSystem().getPath(file).startsWith(directory);
  }

  private Map<StreamName, CapturedStream> finishCaptures() {
    Map<StreamName, CapturedStream> streams = new EnumMap<>(StreamName.class);
    for (Map.Entry<StreamName, StreamCapture> capture : captures.entrySet()) {
      try {
        streams.put(capture.getKey(), capture.getValue().finish());
      } catch (IOException e) {
        throw Failures.of(
            "the tool's " + capture.getKey().text() + " could not be captured", record, e);
      }
    }
    return streams;
  }

  private Commit publish(StagedEntry entry) throws UnstorableTreeException, IOException {
    try {
      entry.seal(record);
      if (layout.group().isPresent()) {
        layout.group().get().openTree(directory);
      }
      Optional<String> differs = Optional.empty();
      while (true) {
        Publication publication =
            publisher.publish(directory, lease.run(), key, Optional.of(entry.manifest()));
        if (publication instanceof Publication.Different different) {
          differs = Optional.of(different.output());
          publisher.remove(key, lease.run());
        } else if (publication instanceof Publication.Merged) {
          return new Commit.Joined();
        } else {
          Map<String, String> leftOut = keepLeftOut(entry.manifest().leftOut());
          return differs.isPresent()
              ? new Commit.Replaced(differs.get(), leftOut)
              : new Commit.Stored(leftOut);
        }
      }
    } catch (UnstorableTreeException | IOException | RuntimeException e) {
      entry.unseal(record, e);
      throw e;
    }
  }

  /** Pipes and links are deleted with the records; files and directories may be of use. */
  private Map<String, String> keepLeftOut(Map<String, String> leftOut) {
    Path taken = record.resolve(StagedEntry.LEFT_OUT);
    try {
      boolean ofUse = false;
      for (Path member : Folders.childrenIfPresent(taken)) {
        FileStat.Kind kind = FileStat.of(member).kind();
        ofUse |= kind == FileStat.Kind.FILE || kind == FileStat.Kind.DIRECTORY;
      }
      if (!ofUse) {
        return leftOut;
      }
      Path kept = keep(taken);
      Map<String, String> told = new TreeMap<>(leftOut);
      told.replaceAll((path, why) -> why + "; it is kept in " + kept);
      return told;
    } catch (IOException e) {
      // The entry is stored, so this is no reason to fail.
      LOG.warn("what was left out of the entry {} is lost: {}", key, Failures.why(record, e));
      return leftOut;
    }
  }

  @Override
  public Path keep() {
    try {
      return keep(directory);
    } catch (IOException e) {
      if (!Files.isDirectory(directory)) {
        throw Failures.of("the outputs in " + directory + " cannot be kept", layout.kept(), e);
      }
      // A folder of no living run stays as long as one in its proper place.
      LOG.debug("{} stays where it is", directory, e);
      keptInPlace = true;
      return directory;
    }
  }

  @Override
  public List<String> members(int max) {
    try (Stream<Path> members = Files.walk(directory)) {
      return members
          .skip(1)
          .limit(max)
          .map(member -> PathNames.relativize(directory, member))
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      throw Failures.of(NOT_LISTED, directory, new IOException(e.getMessage(), e));
    } catch (IOException e) {
      throw Failures.of(NOT_LISTED, directory, e);
    }
  }

  private Path keep(Path folder) throws IOException {
    Path kept = layout.kept().resolve(lease.run());
    layout.create(layout.kept());
    // Collection counts from the last use.
    Files.setLastModifiedTime(folder, FileTime.from(Instant.now()));
    AtomicMove.keeping(folder, kept);
    return kept;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      captures.values().forEach(StreamCapture::abandon);
      delete(record);
      if (!keptInPlace) {
        delete(directory);
      }
      lease.close();
    }
  }

  private static void delete(Path folder) {
    try {
      TreeDeletion.delete(folder);
    } catch (IOException e) {
      // Collected later, once this process is dead.
      LOG.warn("{} could not be deleted; delete it by hand: {}", folder, Failures.why(folder, e));
    }
  }
}
