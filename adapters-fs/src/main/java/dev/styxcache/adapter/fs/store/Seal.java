package dev.styxcache.adapter.fs.store;

import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.adapter.fs.tree.ScannedTree.ScannedFile;
import dev.styxcache.adapter.fs.tree.SelfLinks;
import dev.styxcache.adapter.fs.tree.UnstorableTreeException;
import dev.styxcache.domain.manifest.StreamName;
import dev.styxcache.domain.manifest.TreeRecord;
import dev.styxcache.files.AtomicMove;
import dev.styxcache.files.FileFacts;
import dev.styxcache.files.Modes;
import dev.styxcache.files.TreeDeletion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a run's folder what an entry must be, short of its place: everything read-only, with
 * captures, manifest and, last of all, the done marker. It can be taken back.
 *
 * <p>Files lose the right to be written to; folders do not, so that their owner can delete the
 * entry as simply as any other folder.
 */
final class Seal {

  private final Path staging;
  private final Path record;
  private final Draft draft;

  /**
   * A seal for one folder.
   *
   * @param staging the folder
   * @param record what the cache itself has kept of the run
   * @param draft what the folder is to be
   */
  Seal(Path staging, Path record, Draft draft) {
    this.staging = staging;
    this.record = record;
    this.draft = draft;
  }

  /**
   * Seals the folder.
   *
   * @throws UnstorableTreeException if a file is not what it was when it was digested
   * @throws IOException if the file system failed
   */
  void apply() throws UnstorableTreeException, IOException {
    SelfLinks.rewrite(draft.tree(), draft.links(), record.resolve("link"));
    protect();
    for (StreamName name : StreamName.values()) {
      moveIn(EntryLayout.capture(name));
      moveIn(EntryLayout.rawCapture(name));
    }
    Path mutable = record.resolve(EntryLayout.MUTABLE);
    if (Files.exists(mutable)) {
      AtomicMove.keeping(mutable, staging.resolve(EntryLayout.MUTABLE));
    }
    Manifests.create(staging.resolve(EntryLayout.MANIFEST), draft.text());
    requireUnchanged();
    Manifests.create(staging.resolve(EntryLayout.DONE), EntryLayout.DONE_CONTENT);
    Files.setLastModifiedTime(staging, FileTime.from(Instant.now()));
  }

  /**
   * Makes the folder again what the tool left, done marker first.
   *
   * @param failure why; further failures are added to it
   */
  void undo(Exception failure) {
    List<String> added = new ArrayList<>();
    added.add(EntryLayout.DONE);
    added.add(EntryLayout.MANIFEST);
    added.add(EntryLayout.MUTABLE);
    for (StreamName name : StreamName.values()) {
      added.add(EntryLayout.capture(name));
      added.add(EntryLayout.rawCapture(name));
    }
    for (String name : added) {
      attempt(failure, () -> TreeDeletion.delete(staging.resolve(name)));
    }
    for (ScannedFile file : draft.tree().files()) {
      if (isWritable(file.facts().mode())) {
        attempt(failure, () -> Modes.setOfFile(file.file(), file.facts().mode()));
      }
    }
  }

  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  private static void attempt(Exception failure, Step step) {
    try {
      step.run();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private static boolean isWritable(int mode) {
    return (mode & Modes.ALL_WRITE) != 0;
  }

  private void protect() throws IOException {
    for (ScannedFile file : draft.tree().files()) {
      if (isWritable(file.facts().mode())) {
        int mode = file.facts().mode() & ~Modes.ALL_WRITE;
        setUnlessForeign(file.file(), () -> Modes.setOfFile(file.file(), mode));
      }
    }
    for (TreeRecord.Folder folder : draft.tree().folders()) {
      openToOwner(staging.resolve(folder.path()), folder.mode());
    }
    openToOwner(staging, draft.tree().rootMode());
  }

  private void openToOwner(Path folder, int mode) throws IOException {
    if ((mode & Modes.OWNER_ALL) != Modes.OWNER_ALL) {
      setUnlessForeign(folder, () -> Modes.setOfFolder(folder, mode | Modes.OWNER_ALL));
    }
  }

  /**
   * A container's tool may have written as another user, whose files only that user can change.
   * They stay as they are: this user cannot write to them anyway.
   */
  private void setUnlessForeign(Path path, Step change) throws IOException {
    try {
      change.run();
    } catch (IOException e) {
      if (Modes.haveSameOwner(path, staging)) {
        throw e;
      }
    }
  }

  private void moveIn(String name) throws IOException {
    Path source = record.resolve(name);
    if (Files.exists(source)) {
      Modes.setOfFile(source, 0444);
      AtomicMove.replacing(source, staging.resolve(name));
    }
  }

  private void requireUnchanged() throws UnstorableTreeException, IOException {
    for (ScannedFile file : draft.tree().files()) {
      FileFacts now;
      try {
        now = FileFacts.of(file.file());
      } catch (NoSuchFileException e) {
        throw changed(file);
      }
      if (now.kind() != FileFacts.Kind.FILE
          || now.size() != file.facts().size()
          || !now.modified().equals(file.facts().modified())) {
        throw changed(file);
      }
    }
  }

  private static UnstorableTreeException changed(ScannedFile file) {
    return new UnstorableTreeException(
        "the output "
            + file.path()
            + " was written to while it was being stored; something that the tool started is still running");
  }
}
