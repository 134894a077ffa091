package dev.styxcache.adapter.fs.store;

import dev.styxcache.adapter.fs.disk.Failures;
import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.adapter.fs.lock.Lease;
import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.EntryWriter;
import dev.styxcache.application.spi.Staging;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.files.TreeDeletion;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Collection;

/** Writes entries into a cache directory. */
final class LocalWriter implements EntryWriter {

  private final Tools tools;

  LocalWriter(Tools tools) {
    this.tools = tools;
  }

  /** What a staging needs. */
  record Tools(EntryLayout layout, ContentHasher hasher, EntryReader reader) {

    EntryMerger merger() {
      return new EntryMerger(layout, reader, hasher);
    }
  }

  @Override
  public Staging stage(CacheKey key, Collection<Path> mutableInputs) {
    try {
      InputModes modes = InputModes.of(mutableInputs);
      return LocalStaging.open(key, Lease.take(tools.layout()), tools, modes);
    } catch (ClosedByInterruptException e) {
      throw new RunInterruptedException("interrupted before the run began", e);
    } catch (IOException e) {
      throw Failures.of("no folder can be made for a run", tools.layout().incoming(), e);
    }
  }

  @Override
  public void expose(CacheKey key, Path tree) {
    String name = String.valueOf(tree.getFileName());
    try {
      if (tools.layout().incoming().equals(tree.getParent()) && EntryLayout.isRun(name)) {
        exposeStaging(key, tree, EntryLayout.runOf(name));
      } else {
        exposeLink(key, tree.toAbsolutePath());
      }
      new ShownOutputs(tools.layout()).note(key);
    } catch (ClosedByInterruptException e) {
      throw new RunInterruptedException("interrupted while the outputs were put in place", e);
    } catch (IOException e) {
      throw Failures.of(
          "the outputs in " + tree + " cannot be shown", tools.layout().entry(key), e);
    }
  }

  /** By nothing but deletions and renames, since the disk may be full: often it is why. */
  private void exposeStaging(CacheKey key, Path tree, String run) throws IOException {
    // A tool may have written a name that would make its folder an entry.
    TreeDeletion.delete(tree.resolve(EntryLayout.DONE));
    ExposedLinks.keepWorking(tree);
    // From now on it counts how long nobody has used them.
    Files.setLastModifiedTime(tree, FileTime.from(Instant.now()));
    new Placement(tools.layout(), run).place(tree, key, tools.merger()::mergeEntry);
  }

  private void exposeLink(CacheKey key, Path tree) throws IOException {
    try (Lease lease = Lease.take(tools.layout())) {
      Path link = tools.layout().staging(lease.run());
      try {
        Files.createDirectories(tools.layout().incoming());
        Files.createSymbolicLink(link, tree);
        new Placement(tools.layout(), lease.run()).place(link, key, tools.merger()::mergeEntry);
      } catch (UnsupportedOperationException e) {
        throw new CacheUnavailableException(
            "the outputs in "
                + tree
                + " cannot be shown in the cache, whose file system has no links",
            e);
      } finally {
        Files.deleteIfExists(link);
      }
    }
  }
}
