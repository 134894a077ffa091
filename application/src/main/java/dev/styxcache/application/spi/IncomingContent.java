package dev.styxcache.application.spi;

import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.domain.manifest.TreeRecord;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/**
 * A content of an {@link EntryImport} that is coming. What is digested and what is written are the
 * same bytes in memory: nothing is read a second time, and nothing that was digested is written
 * over.
 */
public interface IncomingContent {

  /**
   * Parts begin at multiples of this many bytes, and only that at the end may be of another length.
   */
  int STEP_BYTES = 1 << 20;

  /**
   * A file of the entry that has this content: its size, its digest, and a name for people.
   *
   * @return the first of the files
   */
  TreeRecord.File file();

  /**
   * Takes a part. Several threads may do that at once, with parts that do not overlap. A part may
   * be given again, after the connection broke in the midst of it: what has arrived of it before is
   * read and left out.
   *
   * @param position where the part begins in the content, a multiple of {@link #STEP_BYTES}
   * @param length its bytes, a multiple of {@link #STEP_BYTES} unless it is the content's last
   * @param bytes has them; is not read any further, and not closed. Where it ends before, what is
   *     missing may come later
   * @param arrived is told how many bytes of the entry's files were written
   * @throws IOException if the stream throws one, and in no other case
   * @throws CacheUnavailableException if they cannot be written
   * @throws RunInterruptedException if the thread is interrupted
   * @throws IllegalStateException if the content was {@linkplain #reset reset} meanwhile
   */
  void write(long position, long length, InputStream bytes, LongConsumer arrived)
      throws IOException;

  /**
   * Whether all of it has arrived, and is what it should be. Once it is, it stays so until it is
   * reset. A content of no bytes is sound from the beginning, unless its digest is another's.
   *
   * @return whether it is sound
   */
  boolean isSound();

  /** Forgets what has arrived: all of it is to come anew. */
  void reset();
}
