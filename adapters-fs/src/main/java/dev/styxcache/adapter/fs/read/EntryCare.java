package dev.styxcache.adapter.fs.read;

import dev.styxcache.adapter.fs.disk.Failures;
import dev.styxcache.adapter.fs.disk.FileDigests;
import dev.styxcache.adapter.fs.disk.Quarantine;
import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.adapter.fs.lock.FileLocks;
import dev.styxcache.adapter.fs.manifest.ManifestFiles;
import dev.styxcache.adapter.fs.manifest.ManifestReader;
import dev.styxcache.adapter.fs.manifest.ManifestReader.Reading;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.KeyLocks.KeyLock;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.manifest.TreeIndex;
import dev.styxcache.domain.manifest.TreeRecord;
import dev.styxcache.files.AtomicMove;
import dev.styxcache.files.FileStat;
import dev.styxcache.files.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * What is done about a found entry that somebody else wrote to: contents in doubt are compared with
 * their digests, members that no run stored are moved to quarantine, times of sound files are
 * noted. For one lookup, and one thread at a time.
 *
 * <p>Another run may add outputs at the same moment: their files are there before the manifest
 * lists them. So what {@link EntryCheck} found is only a suspicion. The entry's merge lock is
 * taken, the manifest is read again, and the folders are listed again before anything is moved.
 * While another process has that lock, nothing is done: the next hit looks again. Where a file
 * system has no locks an added file can be moved; the entry then lacks what its manifest lists, and
 * is corrupt instead of wrong.
 */
final class EntryCare {

  /** Maximum number of members that a message names. */
  private static final int MAX_NAMES = 5;

  private final EntryLayout layout;
  private final Path entry;
  private final EntryManifest manifest;
  private final EntryCheck check;
  private final ContentHasher hasher;
  private final Map<String, Long> times = new HashMap<>();
  private boolean compared;

  EntryCare(
      EntryLayout layout,
      Path entry,
      EntryManifest manifest,
      EntryCheck check,
      ContentHasher hasher) {
    this.layout = layout;
    this.entry = entry;
    this.manifest = manifest;
    this.check = check;
    this.hasher = hasher;
  }

  Optional<String> findAlteration() {
    if (compared || check.doubtful().isEmpty()) {
      return Optional.empty();
    }
    Instant now = Instant.now();
    List<TreeRecord.File> files = List.copyOf(check.doubtful().keySet());
    List<Path> paths = files.stream().map(file -> entry.resolve(file.path())).toList();
    List<ContentHash> found;
    try {
      found = FileDigests.of(hasher, paths);
    } catch (IOException e) {
      return whatChangedMeanwhile(e);
    }
    for (int i = 0; i < files.size(); i++) {
      if (!found.get(i).equals(files.get(i).hash())) {
        return Optional.of(
            "the content of "
                + paths.get(i)
                + " is not the one that the run stored; something has written to it");
      }
    }
    for (Map.Entry<TreeRecord.File, FileStat> doubtful : check.doubtful().entrySet()) {
      // A time that a later write could leave as it is proves nothing.
      if (doubtful.getValue().settledTime(now).isEmpty()) {
        times.put(doubtful.getKey().path(), doubtful.getValue().modified());
      }
    }
    compared = true;
    return Optional.empty();
  }

  private Optional<String> whatChangedMeanwhile(IOException failure) {
    String what = "the files of the entry cannot be compared with their digests";
    try {
      for (Map.Entry<TreeRecord.File, FileStat> doubtful : check.doubtful().entrySet()) {
        Path path = entry.resolve(doubtful.getKey().path());
        if (!FileStat.ifPresent(path).equals(Optional.of(doubtful.getValue()))) {
          return Optional.of(path + " was written to while it was compared with its digest");
        }
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    throw Failures.of(what, entry, failure);
  }

  Optional<String> findForeign() {
    return check.foreign().isEmpty() || isBeingMerged()
        ? Optional.empty()
        : Optional.of(
            intro(check.foreign()) + "; the cache is used read-only, so they are still there");
  }

  private boolean isBeingMerged() {
    return Files.exists(layout.mergeLock(manifest.key()));
  }

  Optional<String> tidy() {
    addTimesOfFolders();
    if ((times.isEmpty() && check.foreign().isEmpty()) || isBeingMerged()) {
      return Optional.empty();
    }
    List<String> foreign = List.of();
    try (KeyLock lock = new FileLocks(layout).acquireForMerge(manifest.key())) {
      Optional<EntryManifest> now = manifestNow();
      if (now.isEmpty()) {
        return Optional.empty();
      }
      if (!check.foreign().isEmpty()) {
        EntryCheck again = new EntryCheck(entry, now.get(), TreeIndex.of(now.get().outputs()));
        again.findForeign();
        foreign = again.foreign();
      }
      Optional<String> moved =
          foreign.isEmpty() ? Optional.empty() : moveForeign(foreign, now.get());
      noteTimes(now.get());
      return moved;
    } catch (NoSuchFileException e) {
      // The entry, or what was in it, has just been removed.
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          intro(foreign.isEmpty() ? check.foreign() : foreign)
              + "; it cannot be moved away: "
              + Failures.why(entry, e));
    }
  }

  private void addTimesOfFolders() {
    if (check.foreign().isEmpty()) {
      for (Map.Entry<String, FileStat> listed : check.listed().entrySet()) {
        if (listed.getValue().settledTime(check.begun()).isEmpty()) {
          times.put(listed.getKey(), listed.getValue().modified());
        }
      }
    }
  }

  private Optional<EntryManifest> manifestNow() throws IOException {
    return ManifestReader.read(Files.readAllBytes(entry.resolve(EntryLayout.MANIFEST)))
                instanceof Reading.Understood understood
            && understood.manifest().key().equals(manifest.key())
        ? Optional.of(understood.manifest())
        : Optional.empty();
  }

  private String intro(List<String> foreign) {
    return "the entry "
        + entry
        + " has members that its run did not make: "
        + String.join(", ", foreign.subList(0, Math.min(MAX_NAMES, foreign.size())))
        + (foreign.size() > MAX_NAMES ? " and " + (foreign.size() - MAX_NAMES) + " more" : "");
  }

  private Optional<String> moveForeign(List<String> foreign, EntryManifest now) throws IOException {
    List<Path> paths = new ArrayList<>();
    for (String member : foreign) {
      Path path = onDisk(member);
      if (!isListedInAnotherSpelling(path, member, now)) {
        paths.add(path);
      }
    }
    if (paths.isEmpty()) {
      return Optional.empty();
    }
    Path folder = new Quarantine(layout).folderForMembers(now.key());
    List<String> moved = new ArrayList<>();
    for (Path path : paths) {
      Path target = folder.resolve(entry.relativize(path));
      Files.createDirectories(Objects.requireNonNull(target.getParent()));
      AtomicMove.keeping(path, target);
      moved.add(String.valueOf(entry.relativize(path)));
    }
    return Optional.of(intro(moved) + "; they were moved to " + folder);
  }

  /** The path itself, which a name that this process cannot decode does not give. */
  private Path onDisk(String member) throws IOException {
    int slash = member.lastIndexOf('/');
    Path folder = slash < 0 ? entry : entry.resolve(member.substring(0, slash));
    String name = member.substring(slash + 1);
    for (Path child : Folders.children(folder)) {
      if (String.valueOf(child.getFileName()).equals(name)) {
        return child;
      }
    }
    throw new NoSuchFileException(folder + "/" + name);
  }

  /** Some file systems give names back in another case or Unicode form than they were given. */
  private boolean isListedInAnotherSpelling(Path path, String member, EntryManifest now)
      throws IOException {
    String spelling = Normalizer.normalize(member, Normalizer.Form.NFC);
    for (TreeRecord record : now.outputs()) {
      if (Normalizer.normalize(record.path(), Normalizer.Form.NFC).equalsIgnoreCase(spelling)
          && FileStat.exactIfPresent(entry.resolve(record.path()))
              .equals(FileStat.exactIfPresent(path))) {
        return true;
      }
    }
    return false;
  }

  /** Where the entry cannot be written to, the hasher's digest cache spares most of the reading. */
  private void noteTimes(EntryManifest now) throws IOException {
    Map<String, Long> noted = new HashMap<>(now.modified());
    for (TreeRecord record : now.outputs()) {
      Long time = times.get(record.path());
      boolean sound =
          record instanceof TreeRecord.Folder
              ? check.listed().containsKey(record.path())
              : record instanceof TreeRecord.File file && check.doubtful().containsKey(file);
      if (time != null && sound) {
        noted.put(record.path(), time);
      }
    }
    if (noted.equals(now.modified())) {
      return;
    }
    try {
      ManifestFiles.replace(entry, now.toBuilder().modified(noted).build());
    } catch (IOException e) {
      LoggerFactory.getLogger(EntryCare.class)
          .debug("cannot note the times of the files in {}", entry, e);
    }
  }
}
