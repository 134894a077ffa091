package dev.styxcache.application.spi;

import dev.styxcache.application.api.InvalidInputException;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.domain.key.ContentHash;
import java.nio.file.Path;
import java.util.List;

/**
 * Digests files and directory trees.
 *
 * <p>Safe for use by many threads. Memory does not grow with the size of a file; of a tree some
 * tens of bytes a file are kept, to notice changes.
 */
public interface ContentHasher {

  /**
   * Digests each of some files and trees, several at a time where that is faster.
   *
   * @param paths absolute paths of files and directories; links at the path itself are followed
   * @return their digests, in the same order
   * @throws InvalidInputException if one is missing, unreadable, neither file nor directory, holds
   *     such a thing, has a name that is not valid Unicode, or changes while it is read; the
   *     message names it
   * @throws RunInterruptedException if the thread is interrupted
   */
  List<HashedContent> hash(List<Path> paths);

  /**
   * Announces bytes that {@link #incoming} will digest, in addition to those announced before, so
   * that the fastest way can be chosen. Without it the digests are the same.
   *
   * @param bytes at least 0
   */
  default void announce(long bytes) {}

  /**
   * Begins the digest of a content that arrives in pieces.
   *
   * @param bytes the content's size, at least 1
   * @return the digest
   */
  IncomingDigest incoming(long bytes);

  /**
   * A digest, and the means to notice that it has become wrong.
   *
   * @param hash the digest
   * @param watch notices later changes
   */
  record HashedContent(ContentHash hash, ContentWatch watch) {}
}
