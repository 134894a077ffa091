package dev.styxcache.adapter.fs.store;

import dev.styxcache.adapter.fs.capture.SmallCapture;
import dev.styxcache.files.FileFacts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was read of the small captures of an entry when it was looked at. Most hits replay them a
 * moment later, and then need not open them again.
 */
final class KeptCaptures {

  private final Map<Path, Kept> files = new HashMap<>();

  private record Kept(FileFacts facts, SmallCapture content) {

    /** Written out, as what the compiler makes for a record is slow at its first use. */
    boolean isStill(FileFacts now) {
      return facts.kind() == now.kind()
          && facts.size() == now.size()
          && facts.modified().equals(now.modified())
          && facts.identity().equals(now.identity());
    }
  }

  void keep(Path file, FileFacts facts, SmallCapture content) {
    files.put(file, new Kept(facts, content));
  }

  /**
   * What a file has, if it was kept and is still there as it was: an entry may be taken away at any
   * time, and then must not be served from memory.
   */
  Optional<SmallCapture> of(Path file) throws IOException {
    Kept kept = files.get(file);
    return kept == null
        ? Optional.empty()
        : FileFacts.ifPresent(file).filter(kept::isStill).map(now -> kept.content());
  }
}
