package dev.styxcache.adapter.fs.store;

import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.domain.manifest.MutableState;
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
 * Brings a user's file or directory to the state in which a stored run left it. What is stored is
 * digested before anything of the user's is touched, since a copy of something wrong could not be
 * taken back.
 */
final class InputRestorer {

  private final Path stored;
  private final ContentHasher hasher;

  /**
   * A restorer.
   *
   * @param stored the entry's folder for mutable inputs
   * @param hasher compares what is stored with its digest
   */
  InputRestorer(Path stored, ContentHasher hasher) {
    this.stored = stored;
    this.hasher = hasher;
  }

  void restore(int input, MutableState state, Path host) throws IOException {
    if (state instanceof MutableState.Removed) {
      // A link is removed, and not what it leads to: that is enough for nothing to be there.
      TreeDeletion.delete(host);
    } else if (state instanceof MutableState.Permissions permissions) {
      Modes.setOfFile(behindLinks(host), permissions.mode());
    } else if (state instanceof MutableState.Content content) {
      Path source = stored.resolve(content.file().path());
      ContentDigests.require(hasher, List.of(source), List.of(content.file().hash()));
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

  private static int mode(MutableState.Content content, Path target) throws IOException {
    Optional<FileFacts> now = FileFacts.ifPresent(target);
    return content.modeChanged() || now.isEmpty() ? content.file().mode() : now.get().mode();
  }

  /** Where a rename must go to, so that a link to the input stays a link. */
  private static Path behindLinks(Path host) throws IOException {
    return Files.exists(host) ? host.toRealPath() : host;
  }

  private static void deleteUnless(FileFacts.Kind kind, Path path) throws IOException {
    if (FileFacts.ifPresent(path).filter(facts -> facts.kind() != kind).isPresent()) {
      TreeDeletion.delete(path);
    }
  }
}
