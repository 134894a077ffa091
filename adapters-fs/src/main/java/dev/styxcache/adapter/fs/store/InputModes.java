package dev.styxcache.adapter.fs.store;

import dev.styxcache.files.FileFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The permission bits that mutable inputs had before the run, which tell what the run changed. */
record InputModes(Map<Path, Integer> byPath) {

  /** Looks at the inputs; one that is not there has none. */
  static InputModes of(Collection<Path> inputs) throws IOException {
    Map<Path, Integer> modes = new HashMap<>();
    for (Path input : inputs) {
      if (Files.exists(input)) {
        modes.put(input, FileFacts.of(input.toRealPath()).mode());
      }
    }
    return new InputModes(Map.copyOf(modes));
  }

  /** Whether an input has other bits now; one that was not looked at has not changed. */
  boolean haveChanged(Path input, int now) {
    return byPath.getOrDefault(input, now) != now;
  }
}
