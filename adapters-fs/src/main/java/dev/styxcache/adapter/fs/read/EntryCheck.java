package dev.styxcache.adapter.fs.read;

import dev.styxcache.adapter.fs.capture.CaptureCache;
import dev.styxcache.adapter.fs.capture.CaptureReplay;
import dev.styxcache.adapter.fs.capture.SmallCapture;
import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.domain.manifest.CapturedStream;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.manifest.StreamName;
import dev.styxcache.domain.manifest.TreeIndex;
import dev.styxcache.domain.manifest.TreeRecord;
import dev.styxcache.files.FileStat;
import dev.styxcache.files.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks an entry against its manifest by kinds, sizes, link targets and modification times: one
 * stat per file, no content of outputs; and lists its own folder, and those below whose time is not
 * the one in the manifest, to find what the manifest does not list. (The entry's own time is that
 * of its last use.) A file that a crash of the machine kept from the disk is too short, and one
 * that somebody wrote to has another time. For one thread and one lookup.
 */
final class EntryCheck {

  private final Path entry;
  private final EntryManifest manifest;
  private final TreeIndex index;
  private final Instant begun = Instant.now();
  private final Map<TreeRecord.File, FileStat> doubtful = new LinkedHashMap<>();
  private final Map<String, FileStat> listed = new LinkedHashMap<>();
  private final List<String> foreign = new ArrayList<>();

  EntryCheck(Path entry, EntryManifest manifest, TreeIndex index) {
    this.entry = entry;
    this.manifest = manifest;
    this.index = index;
  }

  /** The time before anything was looked at. */
  Instant begun() {
    return begun;
  }

  /** The outputs that only their content can tell to be unchanged, as they are on disk. */
  Map<TreeRecord.File, FileStat> doubtful() {
    return doubtful;
  }

  /** The folders that had to be listed, as they were before, by their paths. */
  Map<String, FileStat> listed() {
    return listed;
  }

  /** The topmost members that the manifest does not list, relative to the entry. */
  List<String> foreign() {
    return foreign;
  }

  /**
   * Checks the entry.
   *
   * @param captures receives the small captures, which are read for the check
   * @return what is corrupt; empty if nothing is
   * @throws IOException if the entry cannot be read
   */
  Optional<String> findDamage(CaptureCache captures) throws IOException {
    for (TreeRecord record : manifest.outputs()) {
      if (EntryLayout.isReserved(record.path())) {
        return Optional.of("the manifest lists " + record.path() + " as an output");
      }
      Path path = entry.resolve(record.path());
      Optional<FileStat> stat = FileStat.ifPresent(path);
      Optional<String> damage = findDamage(path, record, stat);
      if (damage.isPresent()) {
        return damage;
      }
      if (stat.isPresent() && !(record instanceof TreeRecord.Link)) {
        noteDoubt(record, stat.get());
      }
    }
    Optional<String> damage = findStreamDamage(entry, manifest.streams(), captures);
    if (damage.isEmpty()) {
      findForeign(entry, "");
      for (String folder : listed.keySet()) {
        findForeign(entry.resolve(folder), folder + "/");
      }
    }
    return damage;
  }

  /** Looks for members that the manifest does not list, in every folder. */
  void findForeign() throws IOException {
    findForeign(entry, "");
    for (TreeRecord record : manifest.outputs()) {
      if (record instanceof TreeRecord.Folder) {
        findForeign(entry.resolve(record.path()), record.path() + "/");
      }
    }
  }

  private void findForeign(Path folder, String prefix) throws IOException {
    for (String name : Folders.names(folder)) {
      if (!index.lists(prefix + name) && !(prefix.isEmpty() && EntryLayout.isReserved(name))) {
        foreign.add(prefix + name);
      }
    }
  }

  private static Optional<String> findDamage(Path path, TreeRecord record, Optional<FileStat> stat)
      throws IOException {
    if (stat.isEmpty()) {
      return Optional.of(path + " is listed in the manifest but missing");
    }
    FileStat.Kind expected = kindOf(record);
    if (stat.get().kind() != expected) {
      return Optional.of(
          path + " is " + stat.get().kind().text() + "; the manifest says " + expected.text());
    }
    if (record instanceof TreeRecord.File file && stat.get().size() != file.size()) {
      return Optional.of(
          path + " has " + stat.get().size() + " bytes; the manifest says " + file.size());
    }
    if (record instanceof TreeRecord.Link link) {
      String target = Files.readSymbolicLink(path).toString();
      if (!path.getFileSystem().getPath(link.target()).toString().equals(target)) {
        return Optional.of(path + " leads to " + target + "; the manifest says " + link.target());
      }
    }
    return Optional.empty();
  }

  /** Copies of a cache, and entries of version 0.1.0, have other times or none. */
  private void noteDoubt(TreeRecord record, FileStat stat) {
    Long modified = manifest.modified().get(record.path());
    if (modified != null && modified == stat.modified()) {
      return;
    }
    if (record instanceof TreeRecord.File file) {
      doubtful.put(file, stat);
    } else {
      listed.put(record.path(), stat);
    }
  }

  private static FileStat.Kind kindOf(TreeRecord record) {
    if (record instanceof TreeRecord.File) {
      return FileStat.Kind.FILE;
    }
    return record instanceof TreeRecord.Folder ? FileStat.Kind.DIRECTORY : FileStat.Kind.LINK;
  }

  private static Optional<String> findStreamDamage(
      Path entry, Map<StreamName, CapturedStream> streams, CaptureCache captures)
      throws IOException {
    for (Map.Entry<StreamName, CapturedStream> stream : streams.entrySet()) {
      Path lines = entry.resolve(EntryLayout.capture(stream.getKey()));
      Path exact = CaptureReplay.file(entry, stream.getKey(), stream.getValue());
      if (!exact.equals(lines) && findFile(lines).isEmpty()) {
        return Optional.of("the captured stream " + lines + " is missing");
      }
      Optional<FileStat> stat = findFile(exact);
      if (stat.isEmpty()) {
        return Optional.of("the captured stream " + exact + " is missing");
      }
      if (isTruncated(exact, stat.get(), stream.getValue(), captures)) {
        return Optional.of("the captured stream " + exact + " is truncated");
      }
    }
    return Optional.empty();
  }

  private static boolean isTruncated(
      Path file, FileStat stat, CapturedStream stream, CaptureCache captures) throws IOException {
    if (stat.size() > SmallCapture.MAX_BYTES) {
      return CaptureReplay.isTruncated(file, stat.size(), stream);
    }
    SmallCapture capture = SmallCapture.read(file, stat.size());
    captures.put(file, stat, capture);
    return capture.isTruncated(stream);
  }

  private static Optional<FileStat> findFile(Path path) throws IOException {
    return FileStat.ifPresent(path).filter(stat -> stat.kind() == FileStat.Kind.FILE);
  }
}
