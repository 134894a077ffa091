package dev.styxcache.adapter.fs.store;

import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.adapter.fs.manifest.ManifestWriter;
import dev.styxcache.adapter.fs.tree.ScannedTree;
import dev.styxcache.adapter.fs.tree.ScannedTree.ScannedFile;
import dev.styxcache.adapter.fs.tree.TreeScanner;
import dev.styxcache.adapter.fs.tree.UnstorableTreeException;
import dev.styxcache.application.api.InvalidInputException;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.ContentHasher.HashedContent;
import dev.styxcache.application.spi.RunRecord;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.manifest.CapturedStream;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.manifest.LinkCheck;
import dev.styxcache.domain.manifest.MutableState;
import dev.styxcache.domain.manifest.StreamName;
import dev.styxcache.domain.manifest.TreeIndex;
import dev.styxcache.domain.manifest.TreeRecord;
import dev.styxcache.files.FileCopy;
import dev.styxcache.files.FileFacts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks at what a tool left and says what the entry will be. Changes nothing of it, save that files
 * with a second name get a content of their own: else whoever has the other name could write to the
 * entry, and making the entry read-only would make the other read-only too.
 */
final class DraftMaker {

  private final ContentHasher hasher;

  DraftMaker(ContentHasher hasher) {
    this.hasher = hasher;
  }

  Draft make(
      CacheKey key,
      Path staging,
      RunRecord run,
      Map<Integer, MutableState> mutable,
      Map<StreamName, CapturedStream> streams)
      throws UnstorableTreeException, IOException {
    ScannedTree tree = scan(staging);
    TreeIndex index = tree.index();
    List<TreeRecord.Link> links = relative(tree.links(), new LinkCheck(index, names(staging)));
    for (ScannedFile file : tree.files()) {
      if (FileFacts.names(file.file()) > 1) {
        FileCopy.replace(file.file(), file.file(), file.facts().mode());
      }
    }
    List<TreeRecord> outputs = tree.records(digests(tree), links);
    Set<String> absent =
        run.requested().stream()
            .filter(output -> !index.holds(output))
            .collect(Collectors.toUnmodifiableSet());
    EntryManifest manifest = manifest(key, run, outputs, absent, mutable, streams);
    String text = ManifestWriter.write(manifest);
    if (text.length() > Manifests.MOST_BYTES) {
      throw new UnstorableTreeException(
          "the list of its "
              + outputs.size()
              + " files would have "
              + text.length()
              + " bytes, and an entry's may have "
              + Manifests.MOST_BYTES);
    }
    return new Draft(tree, links, manifest, text);
  }

  static EntryManifest manifest(
      CacheKey key,
      RunRecord run,
      List<TreeRecord> outputs,
      Set<String> absent,
      Map<Integer, MutableState> mutable,
      Map<StreamName, CapturedStream> streams) {
    return EntryManifest.builder(key, run.payload())
        .tool(run.metadata(), run.image(), run.command())
        .executable(run.executable())
        .run(0, run.created(), run.duration())
        .version(Manifests.version())
        .outputs(outputs)
        .absent(absent)
        .mutable(mutable)
        .streams(streams)
        .build();
  }

  private static ScannedTree scan(Path staging) throws UnstorableTreeException, IOException {
    ScannedTree tree = TreeScanner.scan(staging, name -> false);
    Stream<String> paths =
        Stream.of(
                tree.files().stream().map(ScannedFile::path),
                tree.folders().stream().map(TreeRecord::path),
                tree.links().stream().map(TreeRecord::path))
            .flatMap(all -> all);
    List<String> reserved = paths.filter(EntryLayout::isReserved).sorted().toList();
    if (!reserved.isEmpty()) {
      throw new UnstorableTreeException(
          "the tool wrote "
              + reserved.get(0)
              + ", and names that begin with "
              + EntryLayout.RESERVED
              + " are the cache's own");
    }
    return tree;
  }

  /** The names under which a tool may have known the folder that it wrote to. */
  private static Set<String> names(Path staging) throws IOException {
    Set<String> names = new LinkedHashSet<>();
    names.add(staging.toString());
    names.add(staging.toRealPath().toString());
    return names;
  }

  private static List<TreeRecord.Link> relative(List<TreeRecord.Link> links, LinkCheck check)
      throws UnstorableTreeException {
    List<TreeRecord.Link> relative = new ArrayList<>(links.size());
    for (TreeRecord.Link link : links) {
      if (check.leadsOut(link)) {
        throw new UnstorableTreeException(
            "the link "
                + link.path()
                + " leads to "
                + link.target()
                + ", which is outside the output directory; an entry can hold only links within itself");
      }
      relative.add(check.relative(link));
    }
    return relative;
  }

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
