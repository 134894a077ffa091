package dev.styxcache.adapter.fs.exchange;

import dev.styxcache.adapter.fs.disk.Failures;
import dev.styxcache.adapter.fs.disk.FileDigests;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.EntryExport;
import dev.styxcache.domain.manifest.SharedEntry;
import dev.styxcache.domain.manifest.TreeRecord;
import dev.styxcache.files.FileFacts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** An entry of a cache directory that is to be pushed. */
record LocalExport(SharedEntry entry, Path folder, ContentHasher hasher) implements EntryExport {

  @Override
  public Path content(TreeRecord.File file) {
    return folder.resolve(file.path());
  }

  @Override
  public Optional<String> findDamage() {
    try {
      for (TreeRecord.File file : entry.files()) {
        Optional<FileFacts> facts = FileFacts.ifPresent(content(file));
        if (facts.filter(found -> found.kind() == FileFacts.Kind.FILE).isEmpty()) {
          return Optional.of(content(file) + " is missing");
        }
      }
      return FileDigests.findChanged(hasher, folder, entry.files())
          .map(path -> "the content of " + path + " does not have its recorded digest");
    } catch (IOException e) {
      throw Failures.of("the entry cannot be read", folder, e);
    }
  }
}
