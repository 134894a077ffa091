package dev.styxcache.domain.manifest;

import java.util.List;

/** What a run left of an input that it was allowed to write to. */
public sealed interface MutableState {

  /** The run left it as it was. */
  record Unchanged() implements MutableState {}

  /**
   * The run left the content as it was and changed the permission bits.
   *
   * @param mode the bits that it left, 0 … 0777
   */
  record Permissions(int mode) implements MutableState {}

  /** The run removed it. */
  record Removed() implements MutableState {}

  /**
   * The run left a file, whose content is kept in the entry.
   *
   * @param file the file; its path is its name within the entry's folder for mutable inputs
   * @param modeChanged whether the run changed the permission bits too; where not, a file keeps
   *     those that it has, lest a hit open somebody's private file to others
   */
  record Content(TreeRecord.File file, boolean modeChanged) implements MutableState {}

  /**
   * The run left a directory, whose content is kept in the entry.
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
