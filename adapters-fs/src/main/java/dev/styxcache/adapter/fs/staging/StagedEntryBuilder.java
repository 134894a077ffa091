package dev.styxcache.adapter.fs.staging;

import dev.styxcache.adapter.fs.disk.ScannedTree;
import dev.styxcache.adapter.fs.disk.ScannedTree.ScannedFile;
import dev.styxcache.adapter.fs.disk.UnstorableTreeException;
import dev.styxcache.adapter.fs.manifest.ManifestFiles;
import dev.styxcache.adapter.fs.manifest.ManifestWriter;
import dev.styxcache.application.api.InvalidInputException;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.ContentHasher.HashedContent;
import dev.styxcache.application.spi.RunRecord;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.manifest.CapturedStream;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.manifest.StreamName;
import dev.styxcache.domain.manifest.TreeIndex;
import dev.styxcache.domain.manifest.TreeRecord;
import dev.styxcache.files.FileCopy;
import dev.styxcache.files.FileStat;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Scans and digests a run's folder, and describes the entry that it becomes. Changes nothing,
 * except that files with several hard links are replaced by copies: otherwise a process could write
 * to the entry by another name, and sealing would make the other name read-only.
 */
final class StagedEntryBuilder {

  private final ContentHasher hasher;

  StagedEntryBuilder(ContentHasher hasher) {
    this.hasher = hasher;
  }

  StagedEntry build(
      CacheKey key, Path staging, RunRecord run, Map<StreamName, CapturedStream> streams)
      throws UnstorableTreeException, IOException {
    StorableTree storable = StorableTree.scan(staging, run.requested());
    List<TreeRecord.Link> links = storable.links();
    for (ScannedFile file : storable.tree().files()) {
      if (FileStat.hardLinks(file.file()) > 1) {
        FileCopy.replace(file.file(), file.file(), file.stat().permissions());
      }
    }
    ScannedTree tree = storable.tree().settleTimes();
    Instant settled = Instant.now();
    TreeIndex index = TreeIndex.of(tree.paths(), tree.folders(), links);
    EntryManifest manifest =
        EntryManifest.builder(key, run.payload())
            .tool(run.metadata(), run.image(), run.command())
            .executable(run.executable())
            .neutral(run.neutral())
            .run(0, run.created(), run.duration())
            .version(ManifestFiles.version())
            .outputs(tree.records(digests(tree), links))
            .absent(
                run.requested().stream()
                    .filter(output -> !index.holds(output))
                    .collect(Collectors.toUnmodifiableSet()))
            .copies(run.copies())
            .streams(streams)
            .leftOut(storable.leftOut())
            .modified(tree.settledTimes(settled))
            .build();
    String text = ManifestWriter.write(manifest);
    if (text.length() > ManifestFiles.MAX_BYTES) {
      throw new UnstorableTreeException(
          "the manifest of its "
              + manifest.outputs().size()
              + " outputs has "
              + text.length()
              + " bytes, above the maximum of "
              + ManifestFiles.MAX_BYTES);
    }
    return new StagedEntry(tree, links, manifest, text);
  }

  /** Digests outputs: unlike files of the store, one that changes meanwhile is the tool's fault. */
  private List<ContentHash> digests(ScannedTree tree) throws UnstorableTreeException {
    if (tree.files().isEmpty()) {
      return List.of();
    }
    try {
      return hasher.hash(tree.filePaths()).stream().map(HashedContent::hash).toList();
    } catch (InvalidInputException e) {
      throw new UnstorableTreeException(String.valueOf(e.getMessage()), e);
    }
  }
}
