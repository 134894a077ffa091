package dev.styxcache.testing;

import dev.styxcache.application.spi.EntryImport;
import dev.styxcache.application.spi.IncomingContent;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.manifest.SharedEntry;
import dev.styxcache.domain.manifest.SharedMember;
import dev.styxcache.domain.manifest.TreeRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongConsumer;

/** Takes an entry in, into some folder, without a store around it: for tests of who fetches. */
public final class FolderImport implements EntryImport {

  private final Path folder;
  private final Function<byte[], ContentHash> digest;
  private final Map<ContentHash, Arriving> byHash = new LinkedHashMap<>();
  private final List<IncomingContent> contents;

  /** Makes the folders, as every import does. */
  public FolderImport(Path folder, Function<byte[], ContentHash> digest, SharedEntry entry) {
    this.folder = folder;
    this.digest = digest;
    try {
      for (SharedMember member : entry.members()) {
        if (member.record() instanceof TreeRecord.Folder made) {
          Files.createDirectory(folder.resolve(made.path()));
        } else if (member.record() instanceof TreeRecord.File file) {
          byHash.computeIfAbsent(file.hash(), hash -> new Arriving(file)).same.add(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.contents = List.copyOf(byHash.values());
  }

  @Override
  public List<IncomingContent> contents() {
    return contents;
  }

  /** A content that is wholly in memory before it is written. */
  private final class Arriving implements IncomingContent {

    private final TreeRecord.File file;
    private final List<TreeRecord.File> same = new ArrayList<>();
    private final byte[] bytes;
    private final BitSet steps = new BitSet();

    private Arriving(TreeRecord.File file) {
      this.file = file;
      this.bytes = new byte[(int) file.size()];
    }

    @Override
    public TreeRecord.File file() {
      return file;
    }

    @Override
    public void write(long position, long length, InputStream stream, LongConsumer arrived)
        throws IOException {
      for (int at = (int) position; at < position + length; at += STEP_BYTES) {
        byte[] step = stream.readNBytes((int) Math.min(STEP_BYTES, position + length - at));
        if (step.length == Math.min(STEP_BYTES, file.size() - at)) {
          keep(at, step, arrived);
        }
      }
    }

    private synchronized void keep(int at, byte[] step, LongConsumer arrived) {
      if (!steps.get(at / STEP_BYTES)) {
        steps.set(at / STEP_BYTES);
        System.arraycopy(step, 0, bytes, at, step.length);
        arrived.accept((long) step.length * same.size());
      }
    }

    @Override
    public synchronized boolean isSound() {
      return steps.cardinality() == (bytes.length + STEP_BYTES - 1) / STEP_BYTES
          && digest.apply(bytes).equals(file.hash());
    }

    @Override
    public synchronized void reset() {
      steps.clear();
    }
  }

  /** Writes what has arrived into its files, as a commit would. */
  public void writeAll() throws IOException {
    for (Arriving content : List.copyOf(byHash.values())) {
      for (TreeRecord.File file : content.same) {
        Files.write(folder.resolve(file.path()), content.bytes);
      }
    }
  }

  @Override
  public void commit() {
    throw new IllegalStateException("who fetches does not commit");
  }

  @Override
  public void close() {
    // The folder is the test's.
  }
}
