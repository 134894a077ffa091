package dev.styxcache.adapter.hash.cache;

import java.nio.file.Path;

/** A process that adds digests round by round, and looks them up in between. */
public final class CachingProcess {

  private static final int PER_ROUND = 50;

  private CachingProcess() {}

  /** Arguments: the cache's directory, the first number, and the number of rounds. */
  public static void main(String[] arguments) {
    Path directory = Path.of(arguments[0]);
    int from = Integer.parseInt(arguments[1]);
    int rounds = Integer.parseInt(arguments[2]);
    DigestCache cache = TestDigests.cache(directory);
    System.out.println("ready");
    int next = from;
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < PER_ROUND; i++, next++) {
        cache.add(TestDigests.key(next), TestDigests.hash(next));
      }
      cache.flush();
      System.out.println(TestDigests.count(cache, from, next));
    }
    System.out.println("done");
  }
}
