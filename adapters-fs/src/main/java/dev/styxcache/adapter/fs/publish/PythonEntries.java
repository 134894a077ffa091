package dev.styxcache.adapter.fs.publish;

import dev.styxcache.adapter.fs.capture.CaptureReplay;
import dev.styxcache.adapter.fs.disk.ScannedTree;
import dev.styxcache.adapter.fs.disk.UnstorableTreeException;
import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.domain.manifest.CapturedStream;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.manifest.StreamName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes manifests for entries of Python's {@code styxcache}, which have none. */
final class PythonEntries {

  private static final Logger LOG = LoggerFactory.getLogger(PythonEntries.class);

  private final ContentHasher hasher;

  PythonEntries(ContentHasher hasher) {
    this.hasher = hasher;
  }

  /**
   * Describes an entry.
   *
   * @param entry the entry
   * @param run the manifest of a later run with the same key
   * @return a manifest; empty if the entry has something that no manifest can list
   * @throws IOException if it cannot be read
   */
  Optional<EntryManifest> describe(Path entry, EntryManifest run) throws IOException {
    try {
      Instant now = Instant.now();
      ScannedTree tree = ScannedTree.scan(entry, EntryLayout::isReserved);
      return Optional.of(
          run.toBuilder()
              .run(run.exitCode(), madeAt(entry), run.duration())
              .outputs(tree.records(hasher))
              .absent(Set.of())
              .copies(List.of())
              .streams(streams(entry))
              .modified(tree.settledTimes(now))
              .build());
    } catch (UnstorableTreeException e) {
      LOG.debug("cannot write a manifest for the entry {}", entry, e);
      return Optional.empty();
    }
  }

  private static Instant madeAt(Path entry) throws IOException {
    return Files.getLastModifiedTime(entry.resolve(EntryLayout.DONE)).toInstant();
  }

  private static Map<StreamName, CapturedStream> streams(Path entry) throws IOException {
    Map<StreamName, CapturedStream> streams = new EnumMap<>(StreamName.class);
    for (StreamName name : StreamName.values()) {
      Path lines = entry.resolve(EntryLayout.capture(name));
      if (Files.exists(lines)) {
        streams.put(name, CaptureReplay.describeLines(lines));
      }
    }
    return streams;
  }
}
