package dev.styxcache.adapter.fs.store;

import dev.styxcache.adapter.fs.disk.Failures;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.EntryExport;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.manifest.SharedEntry;
import dev.styxcache.domain.manifest.TreeRecord;
import dev.styxcache.files.FileFacts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** An entry of a cache directory that is to be sent elsewhere. */
record LocalExport(SharedEntry entry, Path folder, ContentHasher hasher) implements EntryExport {

  @Override
  public Path content(TreeRecord.File file) {
    return folder.resolve(file.path());
  }

  @Override
  public Optional<String> findDamage() {
    List<TreeRecord.File> files = entry.files();
    try {
      for (TreeRecord.File file : files) {
        Optional<FileFacts> facts = FileFacts.ifPresent(content(file));
        if (facts.filter(found -> found.kind() == FileFacts.Kind.FILE).isEmpty()) {
          return Optional.of(content(file) + " is missing");
        }
      }
      List<ContentHash> found =
          ContentDigests.of(hasher, files.stream().map(this::content).toList());
      for (int i = 0; i < files.size(); i++) {
        if (!found.get(i).equals(files.get(i).hash())) {
          return Optional.of(content(files.get(i)) + " has another content than its digest says");
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw Failures.of("the entry cannot be read", folder, e);
    }
  }
}
