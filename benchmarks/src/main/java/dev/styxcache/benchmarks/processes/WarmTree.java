package dev.styxcache.benchmarks.processes;

import dev.styxcache.adapter.hash.AutoHasherProvider;
import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.DigestCacheSettings;
import dev.styxcache.application.spi.ContentHasher;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Hashes a tree again and again in one JVM, in turn without a digest cache and with one, and prints
 * the least microseconds of each.
 */
public final class WarmTree {

  private WarmTree() {}

  /**
   * The entry point.
   *
   * @param arguments the tree, a directory for the digest cache, and how many rounds
   */
  public static void main(String[] arguments) {
    List<Path> tree = List.of(Path.of(arguments[0]));
    AutoHasherProvider provider = new AutoHasherProvider();
    ContentHasher without = provider.create(ByteProgress.silent());
    ContentHasher with =
        provider.create(ByteProgress.silent(), DigestCacheSettings.in(Path.of(arguments[1])));
    long leastWithout = Long.MAX_VALUE;
    long leastWith = Long.MAX_VALUE;
    for (int round = Integer.parseInt(arguments[2]); round > 0; round--) {
      leastWithout = Math.min(leastWithout, nanos(without, tree));
      leastWith = Math.min(leastWith, nanos(with, tree));
    }
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    out.println(leastWithout / 1000 + " " + leastWith / 1000);
  }

  private static long nanos(ContentHasher hasher, List<Path> tree) {
    long started = System.nanoTime();
    hasher.hash(tree);
    return System.nanoTime() - started;
  }
}
