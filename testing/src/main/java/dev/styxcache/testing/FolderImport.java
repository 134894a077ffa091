package dev.styxcache.testing;

import dev.styxcache.application.spi.EntryImport;
import dev.styxcache.application.spi.IncomingContent;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.manifest.SharedEntry;
import dev.styxcache.domain.manifest.SharedMember;
import dev.styxcache.domain.manifest.TreeRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Takes an entry in, into some folder, without a store around it: for tests of who fetches. */
public final class FolderImport implements EntryImport {

  private final Path folder;
  private final List<ArrivingContent> contents;

  /** Makes the folders, as every import does. */
  public FolderImport(Path folder, Function<byte[], ContentHash> digest, SharedEntry entry) {
    this.folder = folder;
    this.contents = ArrivingContent.of(entry.files(), digest);
    try {
      for (SharedMember member : entry.members()) {
        if (member.record() instanceof TreeRecord.Folder made) {
          Files.createDirectory(folder.resolve(made.path()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<IncomingContent> contents() {
    return List.copyOf(contents);
  }

  /** Writes what has arrived into its files, as a commit would. */
  public void writeAll() throws IOException {
    for (ArrivingContent content : contents) {
      content.writeTo(folder);
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
