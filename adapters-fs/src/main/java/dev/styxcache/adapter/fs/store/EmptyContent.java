package dev.styxcache.adapter.fs.store;

import dev.styxcache.adapter.fs.hash.ArrivingDigest;
import dev.styxcache.application.port.IncomingContent;
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
    return ArrivingDigest.ofNothing().equals(file.hash());
  }

  @Override
  public void reset() {
    // Nothing has arrived.
  }
}
