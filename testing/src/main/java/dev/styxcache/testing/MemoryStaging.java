package dev.styxcache.testing;

import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.spi.Commit;
import dev.styxcache.application.spi.RunRecord;
import dev.styxcache.application.spi.Staging;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.manifest.CapturedStream;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.manifest.LinkCheck;
import dev.styxcache.domain.manifest.StreamName;
import dev.styxcache.domain.manifest.TreeIndex;
import dev.styxcache.domain.manifest.TreeRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/** A run in progress within a memory store. For one run; captures may be fed by two threads. */
final class MemoryStaging implements Staging {

  private final MemoryStore store;
  private final CacheKey key;
  private final Path directory;
  private final Capture stdout = new Capture();
  private final Capture stderr = new Capture();
  private boolean ended;

  MemoryStaging(MemoryStore store, CacheKey key, Path directory) {
    this.store = store;
    this.key = key;
    this.directory = directory;
  }

  /** Keeps a stream as it is. */
  private static final class Capture implements OutputHandler {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public synchronized void accept(byte[] buffer, int offset, int length) {
      bytes.write(buffer, offset, length);
    }

    private synchronized byte[] bytes() {
      return bytes.toByteArray();
    }
  }

  @Override
  public Path directory() {
    return directory;
  }

  @Override
  public OutputHandler capture(StreamName stream) {
    return stream == StreamName.STDOUT ? stdout : stderr;
  }

  @Override
  public boolean contains(String output) {
    try {
      return TreeIndex.of(EntryTree.scan(directory)).holds(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Commit commit(RunRecord run) {
    if (ended) {
      throw new IllegalStateException("the run in " + directory + " was committed or given up");
    }
    ended = true;
    try {
      store.requireWritable();
      List<TreeRecord> outputs = EntryTree.scan(directory);
      Map<String, String> leftOut = leftOut(outputs);
      for (String output : run.requested()) {
        String reached = TreeIndex.of(outputs).firstReached(output, leftOut.keySet());
        if (!reached.isEmpty()) {
          return new Commit.Refused(leftOut.getOrDefault(reached, reached));
        }
      }
      for (String path : leftOut.keySet()) {
        EntryTree.delete(directory.resolve(path));
      }
      return commit(run, leftOut.isEmpty() ? outputs : EntryTree.scan(directory), leftOut);
    } catch (IOException e) {
      throw MemoryStore.failure(key, e);
    }
  }

  private Map<String, String> leftOut(List<TreeRecord> outputs) {
    Map<String, String> leftOut = new TreeMap<>();
    for (TreeRecord record : outputs) {
      String path = record.path();
      if (EntryTree.isReserved(path) && path.indexOf('/') < 0) {
        leftOut.put(path, path + " is a name that the cache keeps for itself");
      }
    }
    LinkCheck check = new LinkCheck(TreeIndex.of(outputs), Set.of(directory.toString()));
    for (TreeRecord.Link link : EntryTree.links(outputs)) {
      if (check.leadsOut(link)) {
        leftOut.put(
            link.path(),
            "the link "
                + link.path()
                + " leads to "
                + link.target()
                + ", outside the output directory");
      }
    }
    return leftOut;
  }

  @Override
  public Path keep() {
    ended = true;
    try {
      return Files.move(directory, directory.resolveSibling("kept-" + directory.getFileName()));
    } catch (IOException e) {
      throw MemoryStore.failure(key, e);
    }
  }

  @Override
  public List<String> members(int max) {
    try {
      return EntryTree.scan(directory).stream().map(TreeRecord::path).limit(max).toList();
    } catch (IOException e) {
      throw MemoryStore.failure(key, e);
    }
  }

  private Commit commit(RunRecord run, List<TreeRecord> scanned, Map<String, String> leftOut)
      throws IOException {
    List<TreeRecord> outputs = EntryTree.relativeLinks(directory, scanned);
    Map<StreamName, CapturedStream> streams = new EnumMap<>(StreamName.class);
    for (StreamName stream : StreamName.values()) {
      byte[] bytes = stream == StreamName.STDOUT ? stdout.bytes() : stderr.bytes();
      streams.put(stream, describe(bytes));
      try (OutputStream out =
          new GZIPOutputStream(
              Files.newOutputStream(directory.resolve(EntryMembers.capture(stream))))) {
        out.write(bytes);
      }
    }
    TreeIndex index = TreeIndex.of(outputs);
    EntryManifest manifest =
        EntryManifest.builder(key, run.payload())
            .tool(run.metadata(), run.image(), run.command())
            .executable(run.executable())
            .neutral(run.neutral())
            .run(0, run.created(), run.duration())
            .outputs(outputs)
            .absent(
                run.requested().stream()
                    .filter(output -> !index.holds(output))
                    .collect(Collectors.toUnmodifiableSet()))
            .copies(run.copies())
            .streams(streams)
            .leftOut(leftOut)
            .build();
    return store.publishOrReplace(key, directory, manifest);
  }

  private static CapturedStream describe(byte[] bytes) {
    boolean terminated = bytes.length == 0 || bytes[bytes.length - 1] == '\n';
    boolean exact = true;
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
    } catch (CharacterCodingException e) {
      exact = false;
    }
    return new CapturedStream(bytes.length, terminated, exact);
  }

  @Override
  public void close() {
    ended = true;
    try {
      EntryTree.delete(directory);
    } catch (IOException e) {
      // Something that the tool started still writes there; the file system goes with the test.
    }
  }
}
