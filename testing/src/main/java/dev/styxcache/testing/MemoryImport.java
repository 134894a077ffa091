package dev.styxcache.testing;

import dev.styxcache.application.spi.EntryImport;
import dev.styxcache.application.spi.IncomingContent;
import dev.styxcache.domain.manifest.SharedEntry;
import dev.styxcache.domain.manifest.SharedMember;
import dev.styxcache.domain.manifest.TreeRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;

/** Takes an entry into a memory store. Contents may be written by many threads. */
final class MemoryImport implements EntryImport {

  private final MemoryStore store;
  private final Path folder;
  private final SharedEntry entry;
  private final List<ArrivingContent> contents;

  /** Makes folders and empty files. */
  MemoryImport(MemoryStore store, Path folder, SharedEntry entry) throws IOException {
    this.store = store;
    this.folder = folder;
    this.entry = entry;
    this.contents = ArrivingContent.of(entry.files(), MemoryHasher::digest);
    for (SharedMember member : entry.members()) {
      if (member.record() instanceof TreeRecord.Folder) {
        Files.createDirectory(folder.resolve(member.path()));
      } else if (member.record() instanceof TreeRecord.File) {
        Files.createFile(folder.resolve(member.path()));
      }
    }
  }

  @Override
  public List<IncomingContent> contents() {
    return List.copyOf(contents);
  }

  @Override
  public void commit() {
    for (IncomingContent content : contents) {
      if (!content.isSound()) {
        throw new IllegalStateException(content.file().path() + " is not sound");
      }
    }
    try {
      store.requireWritable();
      for (ArrivingContent content : contents) {
        content.writeTo(folder);
      }
      // From the last to the first, since a new member changes its folder's time.
      for (int i = entry.members().size() - 1; i >= 0; i--) {
        finish(entry.members().get(i));
      }
      store.publish(entry.key(), folder, entry.manifest().flatMap(ManifestTexts::read));
    } catch (IOException e) {
      throw MemoryStore.failure(entry.key(), e);
    }
  }

  private void finish(SharedMember member) throws IOException {
    Path path = folder.resolve(member.path());
    if (member.record() instanceof TreeRecord.Link link) {
      Files.createSymbolicLink(path, path.getFileSystem().getPath(link.target()));
      return;
    } else if (member.record() instanceof TreeRecord.File file) {
      EntryTree.setMode(path, file.mode());
    } else if (member.record() instanceof TreeRecord.Folder made) {
      EntryTree.setMode(path, made.mode());
    }
    Files.setLastModifiedTime(path, FileTime.from(member.modified()));
  }

  @Override
  public void close() {
    try {
      EntryTree.delete(folder);
    } catch (IOException e) {
      // The file system goes with the test.
    }
  }
}
