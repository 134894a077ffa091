package dev.styxcache.adapter.fs.store;

import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.domain.manifest.SharedMember;
import dev.styxcache.domain.manifest.TreeRecord;
import dev.styxcache.files.Modes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;

/**
 * Makes a folder with the contents of an entry from elsewhere what an entry must be, short of its
 * place: links, modes and times, the manifest and, last of all, the done marker. A link is made
 * only when no content is to be written any more.
 */
record ImportSeal(ReceivedEntry received, Path folder) {

  private static final int PYTHONS_MARKER_MODE = 0644;

  void apply() throws IOException {
    List<SharedMember> members = received.entry().members();
    for (SharedMember member : members) {
      Path path = folder.resolve(member.path());
      if (member.record() instanceof TreeRecord.File file) {
        Files.setLastModifiedTime(path, FileTime.from(member.modified()));
        Modes.setOfFile(path, file.mode() & ~Modes.ALL_WRITE);
      } else if (member.record() instanceof TreeRecord.Link link) {
        Files.createSymbolicLink(path, path.getFileSystem().getPath(link.target()));
      }
    }
    // From the bottom up, since what is made in a folder changes its time.
    for (int i = members.size() - 1; i >= 0; i--) {
      if (members.get(i).record() instanceof TreeRecord.Folder made) {
        Path path = folder.resolve(made.path());
        Modes.setOfFolder(path, made.mode() | Modes.OWNER_ALL);
        Files.setLastModifiedTime(path, FileTime.from(members.get(i).modified()));
      }
    }
    mark();
    Files.setLastModifiedTime(folder, FileTime.from(Instant.now()));
  }

  private void mark() throws IOException {
    if (received.entry().manifest().isPresent()) {
      Manifests.create(
          folder.resolve(EntryLayout.MANIFEST), received.entry().manifest().orElseThrow());
    }
    Path marker = folder.resolve(EntryLayout.DONE);
    Manifests.create(marker, EntryLayout.DONE_CONTENT);
    if (received.entry().manifest().isEmpty()) {
      // Read-only, it would say that the entry has lost its manifest.
      Modes.setOfFile(marker, PYTHONS_MARKER_MODE);
    }
  }
}
