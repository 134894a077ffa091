package dev.styxcache.adapter.hash;

import dev.styxcache.application.api.StyxCacheException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A process that hashes with a digest cache for every line of input, and prints the digest. */
public final class HashingProcess {

  private HashingProcess() {}

  /** Arguments: the cache's directory, and what to hash. */
  public static void main(String[] arguments) throws IOException {
    Path path = Path.of(arguments[1]);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    System.out.println("ready");
    while (in.readLine() != null) {
      // A new cache for every line, as in a new process.
      CachingHasher hasher = new CachingHasher(Path.of(arguments[0]));
      String digest;
      try {
        digest = hasher.hash(path).hex();
      } catch (StyxCacheException e) {
        digest = e.toString();
      }
      System.out.println(digest + (hasher.hasRead() ? " read" : " cached"));
    }
  }
}
