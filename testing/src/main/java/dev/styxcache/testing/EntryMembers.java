package dev.styxcache.testing;

import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.manifest.StreamName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The captured streams in an entry's folder in a memory store. Stateless. */
final class EntryMembers {

  private EntryMembers() {}

  static String capture(StreamName stream) {
    return EntryTree.RESERVED + "." + stream.text() + ".gz";
  }

  static boolean isCapture(String path) {
    return path.equals(capture(StreamName.STDOUT)) || path.equals(capture(StreamName.STDERR));
  }

  /** Finds a member or capture of the manifest that the folder lacks, or has with another size. */
  static Optional<String> findMismatch(Path folder, EntryManifest manifest) throws IOException {
    for (StreamName stream : manifest.streams().keySet()) {
      if (!Files.exists(folder.resolve(capture(stream)))) {
        return Optional.of(capture(stream));
      }
    }
    return EntryTree.findMismatch(folder, manifest.outputs());
  }
}
