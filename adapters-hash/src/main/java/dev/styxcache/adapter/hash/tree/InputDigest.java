package dev.styxcache.adapter.hash.tree;

import dev.styxcache.adapter.hash.engine.HashEngine;
import dev.styxcache.adapter.hash.file.DigestQueue;
import dev.styxcache.adapter.hash.file.FileDigester;
import dev.styxcache.adapter.hash.file.FileDigester.FileDigest;
import dev.styxcache.adapter.hash.tree.TreeMember.EmptyDirectory;
import dev.styxcache.adapter.hash.tree.TreeMember.InnerLink;
import dev.styxcache.adapter.hash.tree.TreeMember.OuterLink;
import dev.styxcache.adapter.hash.tree.TreeMember.RegularFile;
import dev.styxcache.application.spi.ContentHasher.HashedContent;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.tree.TreeDigest;
import dev.styxcache.files.FileStat;
import dev.styxcache.files.PathNames;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The digest of one input, a file or a tree, while its files are hashed. For one thread. */
public final class InputDigest {

  private final TreeSnapshot snapshot;
  private final SnapshotWatch watch;
  private Optional<ContentHash> hash = Optional.empty();

  /**
   * Prepares a digest.
   *
   * @param snapshot the input
   * @param snapshotter takes later snapshots, to detect changes
   * @param digester hashes racy files again, to detect changes
   * @param hasher digests the whole input again, to detect changes
   */
  public InputDigest(
      TreeSnapshot snapshot,
      TreeSnapshotter snapshotter,
      FileDigester digester,
      Function<Path, HashedContent> hasher) {
    this.snapshot = snapshot;
    this.watch = new SnapshotWatch(snapshot, snapshotter, digester, hasher);
  }

  /**
   * Adds the input's files to a queue. The {@link #result} is complete when the queue has finished.
   *
   * @param queue hashes the files
   * @param engine hashes trees
   */
  public void begin(DigestQueue queue, HashEngine engine) {
    if (snapshot.stat().kind() == FileStat.Kind.FILE) {
      queue.add(
          snapshot.input(),
          snapshot.input(),
          snapshot.stat(),
          digest -> {
            watch(snapshot.input(), snapshot.stat(), digest);
            hash = Optional.of(digest.hash());
          });
      return;
    }
    List<TreeSnapshot.Tree> trees = snapshot.trees();
    TreeDigest whole = new TreeDigest(engine.begin());
    begin(trees.get(0), whole, queue);
    for (TreeSnapshot.Tree tree : trees.subList(1, trees.size())) {
      TreeDigest outer = new TreeDigest(engine.begin());
      begin(tree, outer, queue);
      queue.then(() -> whole.outerTree(outer.finish()));
    }
    queue.then(() -> hash = Optional.of(whole.finish()));
  }

  private void begin(TreeSnapshot.Tree tree, TreeDigest digest, DigestQueue queue) {
    for (TreeMember member : tree.members()) {
      if (member instanceof RegularFile file) {
        Path path = PathNames.resolve(tree.directory(), file.path());
        queue.add(
            snapshot.input(),
            path,
            file.stat(),
            content -> {
              watch(path, file.stat(), content);
              digest.file(file.path(), content.hash());
            });
      }
    }
    queue.then(() -> addSecondPart(tree.members(), digest));
  }

  private static void addSecondPart(PackedSnapshot members, TreeDigest digest) {
    for (TreeMember member : members) {
      if (member instanceof RegularFile file && file.stat().isExecutable()) {
        digest.executable(file.path());
      } else if (member instanceof EmptyDirectory directory) {
        digest.emptyDirectory(directory.path());
      } else if (member instanceof InnerLink link) {
        digest.innerLink(link.path(), link.target());
      } else if (member instanceof OuterLink link) {
        digest.outerLink(link.path(), link.target(), link.tree(), link.pathInTree());
      }
    }
  }

  private void watch(Path file, FileStat stat, FileDigest digest) {
    if (digest.racy()) {
      watch.compareContent(file, stat, digest.hash());
    }
  }

  /**
   * The digest, and the watch for later changes.
   *
   * @return the result
   * @throws IllegalStateException if the queue has not finished
   */
  public HashedContent result() {
    ContentHash digest =
        hash.orElseThrow(() -> new IllegalStateException("the input is still being hashed"));
    watch.digested(digest);
    return new HashedContent(digest, watch);
  }
}
