package dev.styxcache.application.spi;

import dev.styxcache.application.api.InvalidInputException;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.domain.key.ContentHash;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Digests files and directory trees.
 *
 * <p>Thread-safe. Memory use does not depend on file sizes; for a tree, some tens of bytes per file
 * are kept to detect changes.
 */
public interface ContentHasher {

  /**
   * Digests files and trees, several in parallel where that is faster.
   *
   * @param paths absolute paths of files and directories; links at the path itself are followed
   * @return their digests, in the same order
   * @throws InvalidInputException if a path, or anything in its tree, is missing, unreadable,
   *     neither file nor directory, has a name that is not valid Unicode, or changes while it is
   *     read; the message names it
   * @throws RunInterruptedException if the thread is interrupted
   */
  List<HashedContent> hash(List<Path> paths);

  /**
   * Resolves the links in the directories of an input's path, so that the digest and the tool's run
   * are of one file even if a link on the way is changed meanwhile. The last name stays, since
   * tools read meaning from names; only a link to a directory is resolved too, since tools that
   * walk through trees tell it from the directory.
   *
   * @param path the absolute path of an input
   * @param resolveParent whether its parent directory is the input, so that the last name stays in
   *     any case
   * @return the resolved path; empty if it cannot be resolved, as a missing one
   */
  Optional<Path> locate(Path path, boolean resolveParent);

  /**
   * When a file or directory was changed last.
   *
   * @param path an absolute path
   * @return the time of the last change of any kind; empty if nothing is there, or it cannot be
   *     read
   */
  Optional<Instant> changed(Path path);

  /**
   * Announces bytes that {@link #incoming} will digest, in addition to those announced before, so
   * that the fastest implementation can be chosen. Only a hint: the digests do not depend on it.
   *
   * @param bytes number of bytes, at least 0
   */
  default void announce(long bytes) {}

  /**
   * Starts the digest of content that arrives in pieces.
   *
   * @param bytes the content's size in bytes, at least 1
   * @return the digest
   */
  IncomingDigest incoming(long bytes);

  /**
   * A digest, and a watch that detects when it is out of date.
   *
   * @param hash the digest
   * @param watch detects later changes
   */
  record HashedContent(ContentHash hash, ContentWatch watch) {}
}
