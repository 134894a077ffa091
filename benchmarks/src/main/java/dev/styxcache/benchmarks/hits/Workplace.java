package dev.styxcache.benchmarks.hits;

import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.adapter.runner.local.LocalRunner;
import dev.styxcache.application.api.CacheEvents;
import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.LockHolder;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.RunReport;
import dev.styxcache.application.api.caching.CachingRunner;
import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.key.CacheKey;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A folder below the working directory with inputs, a cache and a memo. Deleted when it is closed.
 */
final class Workplace implements AutoCloseable {

  /** Longer than until what was just written may be remembered. */
  private static final long SETTLING_MILLIS = 75_000;

  private static final int BLOCK = 1 << 20;
  private static final int KEY_DIGITS = 64;

  private final Path folder;
  private final CachingRunner runner;
  private RunReport.Status last = RunReport.Status.BYPASSED;

  private Workplace(Path folder) {
    this.folder = folder;
    this.runner =
        CachingRunner.around(new LocalRunner())
            .cacheDirectory(folder.resolve("cache"))
            .digestCache(
                java.util.Optional.of(
                    dev.styxcache.application.api.DigestCacheSettings.in(folder.resolve("memo"))))
            .events(new LastReport())
            .build();
  }

  static Workplace make() throws IOException {
    return new Workplace(Files.createTempDirectory(Path.of("").toAbsolutePath(), "hits-"));
  }

  private final class LastReport implements CacheEvents {
    @Override
    public void finished(RunReport report) {
      last = report.status();
    }

    @Override
    public void warning(String message) {
      throw new IllegalStateException(message);
    }

    @Override
    public void waiting(CacheKey key, LockHolder holder) {}
  }

  Path input(String name, long bytes) throws IOException {
    Path file = folder.resolve(name);
    byte[] block = new byte[(int) Math.min(bytes, BLOCK)];
    new Random(bytes).nextBytes(block);
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long written = 0; written < bytes; written += block.length) {
        out.write(block);
      }
    }
    return file;
  }

  /** Waits until files that were made are old enough to be remembered. */
  static void settle() throws InterruptedException {
    Thread.sleep(SETTLING_MILLIS);
  }

  /** One call of a tool, as a wrapper makes it. */
  Path call(Path input) {
    Execution execution = runner.startExecution(Metadata.of("count.v1", "count", "benchmarks"));
    execution.params(Map.of("input", input, "lines", true));
    String seen = execution.inputFile(input, false, false);
    Path output = execution.outputFile("count.txt", false);
    execution.run(
        List.of("sh", "-c", "head -c 1000 \"$1\" | wc -c > count.txt; cat count.txt", "sh", seen),
        OutputHandler.discard(),
        OutputHandler.discard());
    return output;
  }

  /** The same, which has to be a hit. */
  Path hit(Path input) {
    Path output = call(input);
    if (last != RunReport.Status.HIT) {
      throw new IllegalStateException("no hit but a " + last);
    }
    return output;
  }

  /** Fills the cache up with copies of an entry under other keys, which nobody asks for. */
  void fill(Path outputOfAnEntry, int entries) throws IOException {
    Path entry = outputOfAnEntry.getParent();
    if (entry == null) {
      throw new IllegalArgumentException(outputOfAnEntry + " is in no entry");
    }
    byte[] manifest = Files.readAllBytes(entry.resolve(EntryLayout.MANIFEST));
    Random random = new Random(entries);
    for (int i = 1; i < entries; i++) {
      StringBuilder key = new StringBuilder();
      while (key.length() < KEY_DIGITS) {
        key.append(Integer.toHexString(random.nextInt(16)));
      }
      Path shard = folder.resolve("cache").resolve(key.substring(0, 2));
      Path copy = shard.resolve(key.toString());
      Files.createDirectories(copy);
      Files.write(copy.resolve(EntryLayout.MANIFEST), manifest);
      Files.createFile(copy.resolve(EntryLayout.DONE));
    }
  }

  @Override
  public void close() throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            // Entries are read-only.
            if (!directory.toFile().setWritable(true, true)) {
              throw new IllegalStateException(directory + " cannot be made writable");
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
