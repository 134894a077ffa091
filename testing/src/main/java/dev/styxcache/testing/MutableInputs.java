package dev.styxcache.testing;

import dev.styxcache.application.spi.RunRecord.MutableInput;
import dev.styxcache.domain.manifest.MutableState;
import dev.styxcache.domain.manifest.TreeRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Captures and restores mutable inputs for a memory store, without their modes. Stateless. */
final class MutableInputs {

  private static final MemoryCopier COPIER = new MemoryCopier();

  private MutableInputs() {}

  /** Copies what a run left of its mutable inputs into a folder, which is made when needed. */
  static Map<Integer, MutableState> capture(Map<Integer, MutableInput> inputs, Path folder)
      throws IOException {
    Map<Integer, MutableState> states = new TreeMap<>();
    for (Map.Entry<Integer, MutableInput> input : inputs.entrySet()) {
      Path kept = folder.resolve(Integer.toString(input.getKey()));
      states.put(input.getKey(), capture(input.getValue(), kept));
    }
    return states;
  }

  private static MutableState capture(MutableInput input, Path kept) throws IOException {
    Path path = input.path();
    if (Files.notExists(path)) {
      return new MutableState.Removed();
    } else if (new MemoryHasher().hash(List.of(path)).get(0).hash().equals(input.before())) {
      return new MutableState.Unchanged();
    }
    Files.createDirectories(kept.getParent());
    Path real = path.toRealPath();
    if (Files.isDirectory(real)) {
      COPIER.copy(real, kept);
      return new MutableState.Tree(EntryTree.mode(real, 0755), EntryTree.scan(kept));
    }
    Files.copy(real, kept);
    TreeRecord.File file =
        (TreeRecord.File) EntryTree.record(String.valueOf(kept.getFileName()), kept);
    return new MutableState.Content(file, false);
  }

  /** Brings an input to a state, whose content is in {@code kept}. */
  static void restore(Path kept, MutableState state, Path input) throws IOException {
    if (state instanceof MutableState.Removed) {
      EntryTree.delete(input);
    } else if (state instanceof MutableState.Content || state instanceof MutableState.Tree) {
      Path target = Files.exists(input) ? input.toRealPath() : input;
      EntryTree.delete(target);
      if (state instanceof MutableState.Tree) {
        COPIER.copy(kept, target);
      } else {
        Files.copy(kept, target);
      }
    }
  }
}
