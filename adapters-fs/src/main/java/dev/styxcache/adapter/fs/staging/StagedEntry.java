package dev.styxcache.adapter.fs.staging;

import dev.styxcache.adapter.fs.disk.ScannedTree;
import dev.styxcache.adapter.fs.disk.ScannedTree.ScannedFile;
import dev.styxcache.adapter.fs.disk.UnstorableTreeException;
import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.adapter.fs.publish.EntrySealer;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.manifest.StreamName;
import dev.styxcache.domain.manifest.TreeRecord;
import dev.styxcache.files.AtomicMove;
import dev.styxcache.files.FileStat;
import dev.styxcache.files.Modes;
import dev.styxcache.files.PathNames;
import dev.styxcache.files.TreeDeletion;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * A run's folder that is about to become an entry. It can be sealed, and the seal can be undone.
 *
 * @param tree the tool's outputs
 * @param links the links of the tree as they are to be
 * @param manifest the entry's manifest
 * @param text the manifest as it is written
 */
record StagedEntry(
    ScannedTree tree, List<TreeRecord.Link> links, EntryManifest manifest, String text) {

  /** The folder in the run's records for what the entry cannot hold. */
  static final String LEFT_OUT = "left-out";

  private static final int READ_ONLY = 0444;

  private Path folder() {
    return tree.root();
  }

  /**
   * Seals the folder.
   *
   * @param record the folder with the cache's own records of the run
   * @throws UnstorableTreeException if a file has changed since it was digested
   * @throws IOException if the file system failed
   */
  void seal(Path record) throws UnstorableTreeException, IOException {
    takeOut(record);
    tree.rewriteLinks(links);
    protect();
    for (StreamName name : StreamName.values()) {
      moveIn(record, EntryLayout.capture(name));
      moveIn(record, EntryLayout.rawCapture(name));
    }
    EntrySealer sealer = new EntrySealer(folder());
    sealer.writeManifest(text);
    requireUnchanged();
    sealer.finish();
  }

  /**
   * Makes the folder again what the tool left, done marker first.
   *
   * @param record the folder with the cache's own records of the run
   * @param failure the reason; further failures are added to it
   */
  void unseal(Path record, Exception failure) {
    List<String> added = new ArrayList<>();
    added.add(EntryLayout.DONE);
    added.add(EntryLayout.MANIFEST);
    for (StreamName name : StreamName.values()) {
      added.add(EntryLayout.capture(name));
      added.add(EntryLayout.rawCapture(name));
    }
    for (String name : added) {
      attempt(failure, () -> TreeDeletion.delete(folder().resolve(name)));
    }
    int number = 0;
    for (String path : leftOut()) {
      Path taken = takenOut(record, number++);
      if (Files.exists(taken, LinkOption.NOFOLLOW_LINKS)) {
        attempt(failure, () -> AtomicMove.keeping(taken, PathNames.resolve(folder(), path)));
      }
    }
    for (ScannedFile file : tree.files()) {
      if (isWritable(file)) {
        attempt(failure, () -> Modes.setOfFile(file.file(), file.stat().permissions()));
      }
    }
  }

  /** Moves what is left out to the records, so that an unsealed folder can get it back. */
  private void takeOut(Path record) throws UnstorableTreeException, IOException {
    int number = 0;
    for (String path : leftOut()) {
      Path taken = takenOut(record, number++);
      try {
        Files.createDirectories(record.resolve(LEFT_OUT));
        AtomicMove.keeping(PathNames.resolve(folder(), path), taken);
      } catch (AccessDeniedException e) {
        throw new UnstorableTreeException(
            manifest.leftOut().get(path) + "; and it cannot be moved out of the entry", e);
      }
    }
  }

  /** In a fixed order, by which {@link #takenOut} names them. */
  private Collection<String> leftOut() {
    return new TreeSet<>(manifest.leftOut().keySet());
  }

  private static Path takenOut(Path record, int number) {
    return record.resolve(LEFT_OUT).resolve(Integer.toString(number));
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

  private static boolean isWritable(ScannedFile file) {
    return (file.stat().permissions() & Modes.ALL_WRITE) != 0;
  }

  private void protect() throws IOException {
    for (ScannedFile file : tree.files()) {
      if (isWritable(file)) {
        setUnlessForeign(
            file.file(), () -> EntrySealer.protectFile(file.file(), file.stat().permissions()));
      }
    }
    for (TreeRecord.Folder child : tree.folders()) {
      openToOwner(folder().resolve(child.path()), child.mode());
    }
    openToOwner(folder(), tree.rootMode());
  }

  private void openToOwner(Path path, int mode) throws IOException {
    if ((mode & Modes.OWNER_ALL) != Modes.OWNER_ALL) {
      setUnlessForeign(path, () -> EntrySealer.openFolder(path, mode));
    }
  }

  /**
   * A tool in a container may have written files as another user, who alone can change them. They
   * stay as they are: this process's user cannot write to them anyway.
   */
  private void setUnlessForeign(Path path, Step change) throws IOException {
    try {
      change.run();
    } catch (IOException e) {
      if (Modes.haveSameOwner(path, folder())) {
        throw e;
      }
    }
  }

  private void moveIn(Path record, String name) throws IOException {
    Path source = record.resolve(name);
    if (Files.exists(source)) {
      Modes.setOfFile(source, READ_ONLY);
      AtomicMove.replacing(source, folder().resolve(name));
    }
  }

  private void requireUnchanged() throws UnstorableTreeException, IOException {
    for (ScannedFile file : tree.files()) {
      FileStat now;
      try {
        now = FileStat.of(file.file());
      } catch (NoSuchFileException e) {
        throw changed(file);
      }
      if (now.kind() != FileStat.Kind.FILE
          || now.size() != file.stat().size()
          || now.modified() != file.stat().modified()) {
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
