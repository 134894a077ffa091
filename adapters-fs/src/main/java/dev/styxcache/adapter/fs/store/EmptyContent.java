package dev.styxcache.adapter.fs.store;

import dev.styxcache.application.spi.IncomingContent;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.manifest.TreeRecord;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** The content of empty files, which are there from the beginning. */
record EmptyContent(TreeRecord.File file) implements IncomingContent {

  @Override
  public void write(long position, long length, InputStream bytes, LongConsumer arrived) {
    if (position != 0 || length != 0) {
      throw new IllegalArgumentException("an empty file has no part of " + length + " bytes");
    }
  }

  @Override
  public boolean isSound() {
    return ContentHash.OF_NOTHING.equals(file.hash());
  }

  @Override
  public void reset() {
    // Nothing has arrived.
  }
}
