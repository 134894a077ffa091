package dev.styxcache.adapter.fs.staging;

import dev.styxcache.adapter.fs.disk.Failures;
import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.adapter.fs.publish.EntryPublisher;
import dev.styxcache.adapter.fs.publish.ExposedOutputs;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.EntryWriter;
import dev.styxcache.application.spi.Staging;
import dev.styxcache.domain.key.CacheKey;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;

/** Writes entries into a cache directory. */
public final class LocalWriter implements EntryWriter {

  private final EntryLayout layout;
  private final ContentHasher hasher;
  private final EntryPublisher publisher;

  /**
   * Creates a writer for one cache directory.
   *
   * @param layout the cache directory
   * @param hasher digests outputs
   * @param publisher the publisher of that directory
   */
  public LocalWriter(EntryLayout layout, ContentHasher hasher, EntryPublisher publisher) {
    this.layout = layout;
    this.hasher = hasher;
    this.publisher = publisher;
  }

  @Override
  public Staging stage(CacheKey key) {
    try {
      return new LocalStaging(key, layout, hasher, publisher);
    } catch (ClosedByInterruptException e) {
      throw new RunInterruptedException("interrupted before the run began", e);
    } catch (IOException e) {
      throw Failures.of("cannot create the folder for a run", layout.incoming(), e);
    }
  }

  @Override
  public void expose(CacheKey key, Path tree) {
    try {
      new ExposedOutputs(layout, publisher).expose(key, tree);
    } catch (ClosedByInterruptException e) {
      throw new RunInterruptedException("interrupted while the outputs were exposed", e);
    } catch (IOException e) {
      throw Failures.of("the outputs in " + tree + " cannot be exposed", layout.entry(key), e);
    }
  }
}
