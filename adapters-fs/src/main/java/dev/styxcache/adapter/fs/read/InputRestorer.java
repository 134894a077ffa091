package dev.styxcache.adapter.fs.read;

import dev.styxcache.adapter.fs.disk.FileDigests;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.domain.manifest.MutableState;
import dev.styxcache.domain.manifest.TreeRecord;
import dev.styxcache.files.FileCopy;
import dev.styxcache.files.FileFacts;
import dev.styxcache.files.Modes;
import dev.styxcache.files.TreeDeletion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Restores a user's file or directory to the state in which a stored run left it. The stored
 * content is checked against its digest before anything of the user's is changed.
 */
final class InputRestorer {

  private final Path stored;
  private final ContentHasher hasher;

  /**
   * Creates a restorer for one entry.
   *
   * @param stored the entry's folder for mutable inputs
   * @param hasher checks the stored content
   */
  InputRestorer(Path stored, ContentHasher hasher) {
    this.stored = stored;
    this.hasher = hasher;
  }

  void restore(int input, MutableState state, Path host) throws IOException {
    if (state instanceof MutableState.Removed) {
      // A link is removed, not its target.
      TreeDeletion.delete(host);
    } else if (state instanceof MutableState.Permissions permissions) {
      Modes.setOfFile(behindLinks(host), permissions.mode());
    } else if (state instanceof MutableState.Content content) {
      Path source = stored.resolve(content.file().path());
      requireSound(stored, List.of(content.file()), hasher);
      Path target = behindLinks(host);
      deleteUnless(FileFacts.Kind.FILE, target);
      FileCopy.replaceDurably(source, target, mode(content, target));
    } else if (state instanceof MutableState.Tree tree) {
      Path target = behindLinks(host);
      TreeRestorer restorer =
          new TreeRestorer(stored.resolve(Integer.toString(input)), target, tree, hasher);
      restorer.requireSound();
      deleteUnless(FileFacts.Kind.FOLDER, target);
      restorer.restore();
    }
  }

  /** Checks stored files against their digests. */
  static void requireSound(Path folder, List<TreeRecord.File> files, ContentHasher hasher)
      throws IOException {
    Optional<Path> changed = FileDigests.findChanged(hasher, folder, files);
    if (changed.isPresent()) {
      throw new IOException(
          "the content of " + changed.get() + " is not what the manifest says; delete the entry");
    }
  }

  private static int mode(MutableState.Content content, Path target) throws IOException {
    Optional<FileFacts> now = FileFacts.ifPresent(target);
    return content.modeChanged() || now.isEmpty() ? content.file().mode() : now.get().mode();
  }

  /** The target of a rename, so that a link to the input stays a link. */
  private static Path behindLinks(Path host) throws IOException {
    return Files.exists(host) ? host.toRealPath() : host;
  }

  private static void deleteUnless(FileFacts.Kind kind, Path path) throws IOException {
    if (FileFacts.ifPresent(path).filter(facts -> facts.kind() != kind).isPresent()) {
      TreeDeletion.delete(path);
    }
  }
}
