package dev.styxcache.adapter.fs.staging;

import dev.styxcache.adapter.fs.disk.FileDigests;
import dev.styxcache.adapter.fs.disk.FileTreeCopier;
import dev.styxcache.adapter.fs.disk.ScannedTree;
import dev.styxcache.adapter.fs.disk.ScannedTree.ScannedFile;
import dev.styxcache.adapter.fs.disk.UnstorableTreeException;
import dev.styxcache.application.api.InvalidInputException;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.ContentHasher.HashedContent;
import dev.styxcache.application.spi.RunRecord.MutableInput;
import dev.styxcache.domain.manifest.MutableState;
import dev.styxcache.domain.manifest.TreeRecord;
import dev.styxcache.files.FileCopy;
import dev.styxcache.files.FileStat;
import dev.styxcache.files.Modes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Stores the state in which a run leaves its mutable inputs, compared with that before the run.
 * Links within a mutable directory are stored as they are, wherever they lead: they are the user's,
 * and are only ever restored.
 */
final class MutableInputs {

  private final Map<Path, Integer> modesBefore;

  private MutableInputs(Map<Path, Integer> modesBefore) {
    this.modesBefore = modesBefore;
  }

  /** Notes the permission bits before the run, of inputs that exist. */
  static MutableInputs beforeRun(Collection<Path> inputs) throws IOException {
    Map<Path, Integer> modes = new HashMap<>();
    for (Path input : inputs) {
      if (Files.exists(input)) {
        modes.put(input, FileStat.of(input.toRealPath()).permissions());
      }
    }
    return new MutableInputs(modes);
  }

  /**
   * Stores the states after the run.
   *
   * @param inputs the inputs, by position
   * @param folder the folder for their contents; created if it is needed
   * @param hasher tells whether a content has changed
   * @return the states, by position
   * @throws UnstorableTreeException if an input is still being written to, or cannot be stored
   * @throws IOException if the file system failed
   */
  Map<Integer, MutableState> store(
      Map<Integer, MutableInput> inputs, Path folder, ContentHasher hasher)
      throws UnstorableTreeException, IOException {
    Map<Integer, MutableState> states = new TreeMap<>();
    for (Map.Entry<Integer, MutableInput> input : inputs.entrySet()) {
      states.put(input.getKey(), store(input.getKey(), input.getValue(), folder, hasher));
    }
    return states;
  }

  private MutableState store(int input, MutableInput mutable, Path folder, ContentHasher hasher)
      throws UnstorableTreeException, IOException {
    Path host = mutable.path();
    if (Files.notExists(host)) {
      return new MutableState.Removed();
    }
    HashedContent content = digest(host, hasher);
    Path real = host.toRealPath();
    FileStat stat = FileStat.of(real);
    boolean modeChanged = modesBefore.getOrDefault(host, stat.permissions()) != stat.permissions();
    if (content.hash().equals(mutable.before())) {
      return modeChanged
          ? new MutableState.Permissions(stat.permissions())
          : new MutableState.Unchanged();
    }
    Files.createDirectories(folder);
    Path kept = folder.resolve(Integer.toString(input));
    MutableState state;
    if (stat.kind() == FileStat.Kind.DIRECTORY) {
      state = storeTree(real, kept, hasher);
    } else {
      FileCopy.replace(real, kept, stat.permissions() & ~Modes.ALL_WRITE);
      TreeRecord.File file =
          new TreeRecord.File(
              Integer.toString(input), stat.size(), stat.permissions(), content.hash());
      state = new MutableState.Content(file, modeChanged);
    }
    if (content.watch().findChange().isPresent()) {
      throw new UnstorableTreeException(
          "the mutable input "
              + content.watch().findChange().orElse(host)
              + " was written to while it was being stored; something is still working on it");
    }
    return state;
  }

  private static HashedContent digest(Path host, ContentHasher hasher)
      throws UnstorableTreeException {
    try {
      return hasher.hash(List.of(host)).get(0);
    } catch (InvalidInputException e) {
      throw new UnstorableTreeException(
          "the final state of a mutable input cannot be stored: " + e.getMessage(), e);
    }
  }

  private static MutableState storeTree(Path host, Path kept, ContentHasher hasher)
      throws UnstorableTreeException, IOException {
    ScannedTree found = ScannedTree.scan(host, name -> false);
    new FileTreeCopier().copy(host, kept);
    List<Path> copies = found.files().stream().map(file -> kept.resolve(file.path())).toList();
    List<TreeRecord> records = found.records(FileDigests.of(hasher, copies), found.links());
    for (ScannedFile file : found.files()) {
      Modes.setOfFile(kept.resolve(file.path()), file.stat().permissions() & ~Modes.ALL_WRITE);
    }
    return new MutableState.Tree(found.rootMode(), records);
  }
}
