package dev.styxcache.application.port;

import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.manifest.SharedEntry;
import dev.styxcache.domain.manifest.SharedMember;
import dev.styxcache.domain.manifest.TreeRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Takes an entry in, into some folder, without a store around it: for tests of who fetches. */
public final class FolderImport implements EntryImport {

  private final Path folder;
  private final Function<byte[], ContentHash> digest;

  /** Makes the folders and the empty files, as every import does. */
  public FolderImport(Path folder, Function<byte[], ContentHash> digest, SharedEntry entry) {
    this.folder = folder;
    this.digest = digest;
    try {
      for (SharedMember member : entry.members()) {
        if (member.record() instanceof TreeRecord.Folder made) {
          Files.createDirectory(folder.resolve(made.path()));
        } else if (member.record() instanceof TreeRecord.File file && file.size() == 0) {
          Files.createFile(content(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Path content(TreeRecord.File file) {
    return folder.resolve(file.path());
  }

  @Override
  public List<TreeRecord.File> findUnsound(Collection<TreeRecord.File> files) {
    return files.stream().filter(file -> !isSound(file)).toList();
  }

  private boolean isSound(TreeRecord.File file) {
    try {
      return Files.exists(content(file))
          && Files.size(content(file)) == file.size()
          && digest.apply(Files.readAllBytes(content(file))).equals(file.hash());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void commit() {
    throw new IllegalStateException("who fetches does not commit");
  }

  @Override
  public void close() {
    // The folder is the test's.
  }
}
