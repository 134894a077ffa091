package dev.styxcache.adapter.fs.export;

import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.adapter.fs.lock.FileLocks;
import dev.styxcache.adapter.fs.manifest.ManifestReader;
import dev.styxcache.adapter.fs.manifest.ManifestReader.Reading;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.manifest.TreeRecord;
import dev.styxcache.files.FileStat;
import dev.styxcache.files.TreeCopy;
import dev.styxcache.files.TreeCopy.Member;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Copies the outputs of a run to a directory of the user, or links to them: of an entry what its
 * manifest lists, with the modes that the tool gave; of another directory with outputs all that is
 * in it. {@link TreeCopy} says how.
 *
 * <p>Another process may replace the entry meanwhile. Since only the folder's name stays the same,
 * what was copied can be of two runs; so nothing is shown to the user until the entry that was
 * there at the start is still there at the end, and otherwise all is copied again.
 */
public final class OutputExport {

  /** Maximum number of attempts; the entry would have to be replaced during each. */
  private static final int MAX_ATTEMPTS = 20;

  private final Path directory;
  private final List<String> names;

  /**
   * Creates an export.
   *
   * @param directory an entry, or another directory with the outputs of a run
   * @param names the outputs, relative to the directory; empty for all
   */
  public OutputExport(Path directory, Collection<String> names) {
    this.directory = directory;
    this.names = names.contains(".") ? List.of() : List.copyOf(names);
  }

  /** The times of the exported files. */
  public enum Times {
    /** All files have the time of the export, so that what is made of them is out of date. */
    OF_EXPORT,
    /** Files and folders keep the times of the stored ones. */
    KEPT
  }

  /**
   * Lists all outputs: of an entry what its manifest lists.
   *
   * @return the paths of files, folders and links relative to the directory, sorted
   * @throws IOException if the directory cannot be read
   */
  public List<String> list() throws IOException {
    return listed(new ArrayList<>()).stream()
        .map(member -> member.path().toString())
        .sorted()
        .toList();
  }

  /**
   * Copies the outputs, all of them or none.
   *
   * @param target the directory, absolute; made if it is missing
   * @param times the times of the copies
   * @return what was left out, as it cannot be copied: pipes, sockets and devices that no name
   *     names
   * @throws java.nio.channels.ClosedByInterruptException if the thread is interrupted
   * @throws IOException if the outputs cannot be copied; the reason names the path
   */
  public List<Path> copyTo(Path target, Times times) throws IOException {
    NoSuchFileException vanished = null;
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Optional<FileStat> before = identity();
      List<Path> special = new ArrayList<>();
      try (TreeCopy copy = TreeCopy.into(target)) {
        List<Member> members = ExportPlan.of(directory, listed(special), names);
        copy.write(
            members,
            times == Times.KEPT ? Optional.empty() : Optional.of(FileTime.from(Instant.now())));
        if (identity().equals(before)) {
          copy.publish();
          return special;
        }
      } catch (NoSuchFileException e) {
        if (identity().equals(before)) {
          throw e;
        }
        vanished = e;
        awaitRun();
        if (identity().isEmpty()) {
          throw new NoSuchFileException(
              directory.toString(), null, "it was removed while it was exported");
        }
      }
    }
    throw new IOException("other processes keep replacing the outputs in " + directory, vanished);
  }

  /**
   * Makes a symbolic link to each output, or to all that are at the top.
   *
   * @param target the directory, absolute; made if it is missing
   * @throws IOException if the links cannot be made; the reason names the path
   */
  public void linkTo(Path target) throws IOException {
    List<String> linked = names;
    if (linked.isEmpty()) {
      linked =
          listed(new ArrayList<>()).stream()
              .filter(member -> member.path().getNameCount() == 1)
              .map(member -> member.path().toString())
              .toList();
    }
    List<Member> members = new ArrayList<>();
    for (String name : linked) {
      Path path = directory.getFileSystem().getPath(name).normalize();
      for (int i = 1; i < path.getNameCount(); i++) {
        members.add(new Member.Parent(path.subpath(0, i), ExportPlan.PARENT_MODE));
      }
      members.add(new Member.Link(path, directory.resolve(path).toAbsolutePath()));
    }
    try (TreeCopy copy = TreeCopy.into(target)) {
      copy.write(members, Optional.empty());
      copy.publish();
    }
  }

  /** Tells an entry from another one with its name; of other directories the folder itself. */
  private Optional<FileStat> identity() throws IOException {
    Path marker = directory.resolve(EntryLayout.DONE);
    return Files.exists(marker, LinkOption.NOFOLLOW_LINKS)
        ? FileStat.exactIfPresent(marker)
        : Optional.empty();
  }

  /** A run that replaces the entry removes the old one first; it has the key's lock meanwhile. */
  private void awaitRun() {
    Path shard = directory.toAbsolutePath().getParent();
    String key = String.valueOf(directory.getFileName());
    if (shard != null && shard.getParent() != null && CacheKey.isKey(key)) {
      FileLocks locks = new FileLocks(new EntryLayout(shard.getParent()));
      locks.acquire(new CacheKey(key), holder -> {}).close();
    }
  }

  private List<Member> listed(List<Path> special) throws IOException {
    Path manifest = directory.resolve(EntryLayout.MANIFEST);
    if (EntryLayout.isEntry(directory) && Files.exists(manifest)) {
      return members(manifest);
    }
    List<Member> members = TreeCopy.list(directory, EntryLayout::isReserved, special);
    for (Path path : special) {
      if (names.contains(directory.relativize(path).toString())) {
        throw new FileSystemException(path.toString(), null, "it is " + FileStat.Kind.OTHER.text());
      }
    }
    return members;
  }

  private List<Member> members(Path manifest) throws IOException {
    if (!(ManifestReader.read(Files.readAllBytes(manifest)) instanceof Reading.Understood read)) {
      throw new FileSystemException(manifest.toString(), null, "the manifest cannot be read");
    }
    List<Member> members = new ArrayList<>();
    for (TreeRecord record : read.manifest().outputs()) {
      Path path = directory.getFileSystem().getPath(record.path());
      Path source = directory.resolve(path);
      if (record instanceof TreeRecord.File file) {
        members.add(new Member.File(path, source, file.mode()));
      } else if (record instanceof TreeRecord.Folder folder) {
        members.add(new Member.Folder(path, source, folder.mode()));
      } else if (record instanceof TreeRecord.Link link) {
        members.add(new Member.Link(path, path.getFileSystem().getPath(link.target())));
      }
    }
    return members;
  }
}
