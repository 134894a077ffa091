package dev.styxcache.adapter.fs.read;

import dev.styxcache.adapter.fs.capture.CaptureCache;
import dev.styxcache.adapter.fs.capture.CaptureReplay;
import dev.styxcache.adapter.fs.capture.SmallCapture;
import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.domain.manifest.CapturedStream;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.manifest.StreamName;
import dev.styxcache.domain.manifest.TreeRecord;
import dev.styxcache.files.FileStat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks an entry against its manifest by kinds, sizes and link targets: one stat per file, no
 * content of outputs. Read-only files do not change by accident, and a file that a crash of the
 * machine kept from the disk is too short.
 */
final class EntryCheck {

  private EntryCheck() {}

  /**
   * Checks an entry.
   *
   * @param captures receives the small captures, which are read for the check
   * @return what is corrupt; empty if nothing is
   * @throws IOException if the entry cannot be read
   */
  static Optional<String> findDamage(Path entry, EntryManifest manifest, CaptureCache captures)
      throws IOException {
    for (TreeRecord record : manifest.outputs()) {
      if (EntryLayout.isReserved(record.path())) {
        return Optional.of("the manifest lists " + record.path() + " as an output");
      }
    }
    Optional<String> damage = findTreeDamage(entry, manifest.outputs());
    return damage.isEmpty() ? findStreamDamage(entry, manifest.streams(), captures) : damage;
  }

  private static Optional<String> findTreeDamage(Path root, List<TreeRecord> records)
      throws IOException {
    for (TreeRecord record : records) {
      Optional<String> damage = findDamage(root.resolve(record.path()), record);
      if (damage.isPresent()) {
        return damage;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> findDamage(Path path, TreeRecord record) throws IOException {
    Optional<FileStat> stat = FileStat.ifPresent(path);
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
