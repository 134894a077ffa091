package dev.styxcache.domain.manifest;

import dev.styxcache.domain.key.ContentHash;
import java.util.Objects;

/** A file, folder or link of an output tree, as the manifest records it. */
public sealed interface TreeRecord {

  /** The permission bits that a manifest records: owner, group and others. */
  int MODE_MASK = 0777;

  /**
   * Its path.
   *
   * @return the path relative to the tree's root, with {@code /} between segments
   */
  String path();

  /**
   * The same file, folder or link at another path.
   *
   * @param path the path
   * @return the record
   */
  TreeRecord at(String path);

  /**
   * Whether another record is of the same kind and content; modes are not compared.
   *
   * @param other a record of the same path
   * @return whether files have equal digests, links equal targets, or both are folders
   */
  default boolean hasContentOf(TreeRecord other) {
    if (this instanceof File file) {
      return other instanceof File second && file.hash().equals(second.hash());
    } else if (this instanceof Link link) {
      return other instanceof Link second && link.target().equals(second.target());
    }
    return other instanceof Folder;
  }

  /**
   * A regular file.
   *
   * @param path its path
   * @param size its length in bytes, at least 0
   * @param mode its permission bits as the tool left them, 0 … 0777
   * @param hash the digest of its content
   */
  record File(String path, long size, int mode, ContentHash hash) implements TreeRecord {
    /** Checks the ranges. */
    public File {
      RelativePath.require(path);
      requireMode(mode);
      Objects.requireNonNull(hash, "hash");
      if (size < 0) {
        throw new IllegalArgumentException("the size of " + path + " is negative: " + size);
      }
    }

    @Override
    public File at(String other) {
      return new File(other, size, mode, hash);
    }
  }

  /**
   * A folder.
   *
   * @param path its path
   * @param mode its permission bits, 0 … 0777
   */
  record Folder(String path, int mode) implements TreeRecord {
    /** Checks the ranges. */
    public Folder {
      RelativePath.require(path);
      requireMode(mode);
    }

    @Override
    public Folder at(String other) {
      return new Folder(other, mode);
    }
  }

  /**
   * A symbolic link that stays within the tree.
   *
   * @param path its path
   * @param target its target, relative to its own folder
   */
  record Link(String path, String target) implements TreeRecord {
    /** Checks that neither is empty. */
    public Link {
      RelativePath.require(path);
      if (target.isEmpty()) {
        throw new IllegalArgumentException("the link " + path + " has an empty target");
      }
    }

    @Override
    public Link at(String other) {
      return new Link(other, target);
    }
  }

  private static void requireMode(int mode) {
    if ((mode & ~MODE_MASK) != 0) {
      throw new IllegalArgumentException("not permission bits: " + Integer.toOctalString(mode));
    }
  }
}
