package dev.styxcache.testing;

import dev.styxcache.application.spi.IncomingContent;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.manifest.TreeRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongConsumer;

/**
 * A content of an import that is wholly in memory before it is written. Safe for use by many
 * threads.
 */
final class ArrivingContent implements IncomingContent {

  private final Function<byte[], ContentHash> digest;
  private final List<TreeRecord.File> files = new ArrayList<>();
  private final byte[] bytes;
  private final BitSet steps = new BitSet();
  private int resets;

  private ArrivingContent(Function<byte[], ContentHash> digest, long size) {
    this.digest = digest;
    this.bytes = new byte[Math.toIntExact(size)];
  }

  private record Content(ContentHash hash, long size) {}

  /** The contents of files, in the order of the first file that has each. */
  static List<ArrivingContent> of(
      List<TreeRecord.File> files, Function<byte[], ContentHash> digest) {
    Map<Content, ArrivingContent> contents = new LinkedHashMap<>();
    for (TreeRecord.File file : files) {
      contents
          .computeIfAbsent(
              new Content(file.hash(), file.size()),
              content -> new ArrivingContent(digest, content.size()))
          .files
          .add(file);
    }
    return List.copyOf(contents.values());
  }

  @Override
  public TreeRecord.File file() {
    return files.get(0);
  }

  @Override
  public void write(long position, long length, InputStream stream, LongConsumer arrived)
      throws IOException {
    long end = position + length;
    if (position < 0
        || position % STEP_BYTES != 0
        || length < 0
        || end > bytes.length
        || (end != bytes.length && length % STEP_BYTES != 0)) {
      throw new IllegalArgumentException(
          bytes.length + " bytes have no part of " + length + " at " + position);
    }
    int begun = resets();
    for (long at = position; at < end; at += STEP_BYTES) {
      int size = (int) Math.min(STEP_BYTES, end - at);
      byte[] step = stream.readNBytes(size);
      if (step.length < size) {
        return;
      }
      keep(begun, (int) at, step, arrived);
    }
  }

  private synchronized int resets() {
    return resets;
  }

  private synchronized void keep(int begun, int at, byte[] step, LongConsumer arrived) {
    if (begun != resets) {
      throw new IllegalStateException(file().path() + " was reset while it was written");
    }
    if (!steps.get(at / STEP_BYTES)) {
      steps.set(at / STEP_BYTES);
      System.arraycopy(step, 0, bytes, at, step.length);
      arrived.accept((long) step.length * files.size());
    }
  }

  @Override
  public synchronized boolean isSound() {
    return steps.cardinality() == (bytes.length + STEP_BYTES - 1) / STEP_BYTES
        && digest.apply(bytes).equals(file().hash());
  }

  @Override
  public synchronized void reset() {
    resets++;
    steps.clear();
  }

  /** Writes what has arrived into the files below a folder that have this content. */
  synchronized void writeTo(Path folder) throws IOException {
    for (TreeRecord.File file : files) {
      Files.write(folder.resolve(file.path()), bytes);
    }
  }
}
