package dev.styxcache.application.spi;

import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.domain.manifest.TreeRecord;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/**
 * One content of an {@link EntryImport}, written in parts that may arrive in any order. The same
 * bytes in memory are digested and written: nothing is read back, and no digested byte is
 * overwritten.
 */
public interface IncomingContent {

  /**
   * Alignment of parts, in bytes: a part begins at a multiple of it, and only the last part may
   * have another length.
   */
  int STEP_BYTES = 1 << 20;

  /**
   * The first file of the entry with this content: its size, its digest, and a name for messages.
   *
   * @return the file
   */
  TreeRecord.File file();

  /**
   * Writes a part. Several threads may write parts at once if these do not overlap. A part may be
   * written again after a broken connection: bytes that have already arrived are read and skipped.
   *
   * @param position offset of the part in the content, in bytes, a multiple of {@link #STEP_BYTES}
   * @param length length of the part, in bytes, a multiple of {@link #STEP_BYTES} unless it is the
   *     last part
   * @param bytes supplies the part; it is neither read further nor closed. If it ends early, the
   *     rest may be written later
   * @param arrived receives the number of bytes of the entry's files that were written
   * @throws IOException if and only if the stream throws it
   * @throws CacheUnavailableException if the store cannot write the part
   * @throws RunInterruptedException if the thread is interrupted
   * @throws IllegalStateException if another thread {@linkplain #reset reset} the content during
   *     the write
   */
  void write(long position, long length, InputStream bytes, LongConsumer arrived)
      throws IOException;

  /**
   * Whether all bytes have arrived and match the digest. Stays true until {@link #reset}. Empty
   * content is sound from the start, unless its digest is not the digest of no bytes.
   *
   * @return whether it is sound
   */
  boolean isSound();

  /** Discards what has arrived: all parts must be written again. */
  void reset();
}
