package dev.styxcache.adapter.fs.store;

import dev.styxcache.adapter.fs.tree.FileTreeCopier;
import dev.styxcache.adapter.fs.tree.ScannedTree;
import dev.styxcache.adapter.fs.tree.ScannedTree.ScannedFile;
import dev.styxcache.adapter.fs.tree.TreeScanner;
import dev.styxcache.adapter.fs.tree.UnstorableTreeException;
import dev.styxcache.application.api.InvalidInputException;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.ContentHasher.HashedContent;
import dev.styxcache.application.spi.RunRecord.MutableInput;
import dev.styxcache.domain.manifest.MutableState;
import dev.styxcache.domain.manifest.TreeRecord;
import dev.styxcache.files.FileCopy;
import dev.styxcache.files.FileFacts;
import dev.styxcache.files.Modes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps the state in which a run left its mutable inputs. Links within a mutable directory are kept
 * as they are, wherever they lead: they are the user's, and are only ever put back.
 */
final class MutableCapture {

  private final Path folder;
  private final ContentHasher hasher;
  private final InputModes modesBefore;

  /**
   * A capture.
   *
   * @param folder where content is kept; made when it is needed
   * @param hasher tells whether an input has changed
   * @param modesBefore the permission bits that the inputs had before the run
   */
  MutableCapture(Path folder, ContentHasher hasher, InputModes modesBefore) {
    this.modesBefore = modesBefore;
    this.folder = folder;
    this.hasher = hasher;
  }

  Map<Integer, MutableState> capture(Map<Integer, MutableInput> inputs)
      throws UnstorableTreeException, IOException {
    Map<Integer, MutableState> states = new TreeMap<>();
    for (Map.Entry<Integer, MutableInput> input : inputs.entrySet()) {
      states.put(input.getKey(), capture(input.getKey(), input.getValue()));
    }
    return states;
  }

  private MutableState capture(int input, MutableInput mutable)
      throws UnstorableTreeException, IOException {
    Path host = mutable.path();
    if (Files.notExists(host)) {
      return new MutableState.Removed();
    }
    HashedContent content = digest(host);
    Path real = host.toRealPath();
    FileFacts facts = FileFacts.of(real);
    boolean modeChanged = modesBefore.haveChanged(host, facts.mode());
    if (content.hash().equals(mutable.before())) {
      return modeChanged
          ? new MutableState.Permissions(facts.mode())
          : new MutableState.Unchanged();
    }
    Files.createDirectories(folder);
    Path kept = folder.resolve(Integer.toString(input));
    MutableState state =
        facts.kind() == FileFacts.Kind.FOLDER
            ? tree(real, kept)
            : content(real, facts, kept, content, modeChanged);
    if (content.watch().findChange().isPresent()) {
      throw new UnstorableTreeException(
          "the mutable input "
              + content.watch().findChange().orElse(host)
              + " was written to while it was being stored; something still works on it");
    }
    return state;
  }

  private HashedContent digest(Path host) throws UnstorableTreeException {
    try {
      return hasher.hash(List.of(host)).get(0);
    } catch (InvalidInputException e) {
      throw new UnstorableTreeException(
          "what the run left of a mutable input cannot be stored: " + e.getMessage(), e);
    }
  }

  private static MutableState content(
      Path host, FileFacts facts, Path kept, HashedContent content, boolean modeChanged)
      throws IOException {
    FileCopy.replace(host, kept, facts.mode() & ~Modes.ALL_WRITE);
    return new MutableState.Content(
        new TreeRecord.File(
            String.valueOf(kept.getFileName()), facts.size(), facts.mode(), content.hash()),
        modeChanged);
  }

  private MutableState tree(Path host, Path kept) throws UnstorableTreeException, IOException {
    ScannedTree found = TreeScanner.scan(host, name -> false);
    new FileTreeCopier().copy(host, kept);
    List<Path> copies = found.files().stream().map(file -> kept.resolve(file.path())).toList();
    List<TreeRecord> records = found.records(ContentDigests.of(hasher, copies));
    for (ScannedFile file : found.files()) {
      Modes.setOfFile(kept.resolve(file.path()), file.facts().mode() & ~Modes.ALL_WRITE);
    }
    return new MutableState.Tree(found.rootMode(), records);
  }
}
