package dev.styxcache.adapter.fs.store;

import dev.styxcache.adapter.fs.capture.StreamCapture;
import dev.styxcache.adapter.fs.disk.Failures;
import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.adapter.fs.lock.Lease;
import dev.styxcache.adapter.fs.tree.DiskTree;
import dev.styxcache.adapter.fs.tree.UnstorableTreeException;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.spi.Commit;
import dev.styxcache.application.spi.RunRecord;
import dev.styxcache.application.spi.Staging;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.manifest.CapturedStream;
import dev.styxcache.domain.manifest.MutableState;
import dev.styxcache.domain.manifest.StreamName;
import dev.styxcache.files.TreeDeletion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run's folder, and beside it another one for what the cache keeps of the run itself: a tool that
 * lists its working directory must not find the capture of its own output there.
 */
final class LocalStaging implements Staging {

  private static final Logger LOG = LoggerFactory.getLogger(LocalStaging.class);

  private final CacheKey key;
  private final Lease lease;
  private final LocalWriter.Tools tools;
  private final Path directory;
  private final Path record;
  private final Map<StreamName, StreamCapture> captures = new EnumMap<>(StreamName.class);
  private final AtomicBoolean closed = new AtomicBoolean();
  private final InputModes inputModes;
  private boolean commitTried;

  private LocalStaging(CacheKey key, Lease lease, LocalWriter.Tools tools, InputModes inputModes) {
    this.inputModes = inputModes;
    this.key = key;
    this.lease = lease;
    this.tools = tools;
    this.directory = tools.layout().staging(lease.run());
    this.record = tools.layout().record(lease.run());
    for (StreamName name : StreamName.values()) {
      captures.put(
          name,
          new StreamCapture(
              record.resolve(EntryLayout.capture(name)),
              record.resolve(EntryLayout.rawCapture(name))));
    }
  }

  /** Makes the folders; the lease is let go by {@link #close}, or at once where this fails. */
  static LocalStaging open(
      CacheKey key, Lease lease, LocalWriter.Tools tools, InputModes inputModes)
      throws IOException {
    LocalStaging staging = new LocalStaging(key, lease, tools, inputModes);
    try {
      Files.createDirectories(tools.layout().incoming());
      Files.createDirectory(staging.directory);
      Files.createDirectory(staging.record);
      return staging;
    } catch (IOException | RuntimeException e) {
      staging.close();
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
      return DiskTree.holds(directory, output);
    } catch (IOException e) {
      throw Failures.of("the outputs cannot be read", directory, e);
    }
  }

  @Override
  public Commit commit(RunRecord run) {
    if (commitTried || closed.get()) {
      throw new IllegalStateException("the run in " + directory + " was committed or given up");
    }
    commitTried = true;
    boolean done = false;
    try {
      Commit commit = tryToCommit(run);
      done = !(commit instanceof Commit.Refused);
      return commit;
    } finally {
      if (!done) {
        // Of no use any more, and on a full disk the outputs may need the room.
        captures.values().forEach(StreamCapture::abandon);
        delete(record);
      }
    }
  }

  private Commit tryToCommit(RunRecord run) {
    Map<StreamName, CapturedStream> streams = finishCaptures();
    try {
      Map<Integer, MutableState> mutable =
          new MutableCapture(record.resolve(EntryLayout.MUTABLE), tools.hasher(), inputModes)
              .capture(run.mutableInputs());
      Draft draft = new DraftMaker(tools.hasher()).make(key, directory, run, mutable, streams);
      return place(draft);
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

  private Commit place(Draft draft) throws UnstorableTreeException, IOException {
    Seal seal = new Seal(directory, record, draft);
    try {
      seal.apply();
      EntryMerger merger = tools.merger();
      Placement placement = new Placement(tools.layout(), lease.run());
      while (true) {
        if (placement.place(directory, key, merger::mergeEntry)) {
          return new Commit.Stored();
        } else if (merger.merge(directory, draft.manifest())) {
          return new Commit.Joined();
        }
        // The entry that was in the way is gone; the place is free for this one.
      }
    } catch (UnstorableTreeException | IOException | RuntimeException e) {
      seal.undo(e);
      throw e;
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      captures.values().forEach(StreamCapture::abandon);
      delete(record);
      delete(directory);
      lease.close();
    }
  }

  /** What cannot be deleted now is tried again by whoever opens the cache later. */
  private static void delete(Path folder) {
    try {
      TreeDeletion.delete(folder);
    } catch (IOException e) {
      LOG.warn("{} could not be deleted; delete it by hand: {}", folder, Failures.why(folder, e));
    }
  }
}
