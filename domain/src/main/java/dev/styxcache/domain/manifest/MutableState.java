package dev.styxcache.domain.manifest;

import java.util.List;

/** The state in which a run left an input that it was allowed to write to. */
public sealed interface MutableState {

  /** The run changed nothing. */
  record Unchanged() implements MutableState {}

  /**
   * The run changed only the permission bits.
   *
   * @param mode the bits after the run, 0 … 0777
   */
  record Permissions(int mode) implements MutableState {}

  /** The run removed it. */
  record Removed() implements MutableState {}

  /**
   * The run left a file, whose content is stored in the entry.
   *
   * @param file the file; its path is its name within the entry's folder for mutable inputs
   * @param modeChanged whether the run changed the permission bits too; if not, a restored file
   *     keeps its own, so that a hit does not make a private file readable by others
   */
  record Content(TreeRecord.File file, boolean modeChanged) implements MutableState {}

  /**
   * The run left a directory, whose content is stored in the entry.
   *
   * @param mode permission bits of the directory itself, 0 … 0777
   * @param tree everything below it
   */
  record Tree(int mode, List<TreeRecord> tree) implements MutableState {
    /** Copies the records. */
    public Tree {
      tree = List.copyOf(tree);
    }
  }
}
