package dev.styxcache.adapter.hash;

import dev.styxcache.application.api.StyxCacheException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A process that hashes with a memo each time it is told to, and prints the digest. */
public final class HashingProcess {

  private HashingProcess() {}

  /** Arguments: the memo's directory, and what to hash. */
  public static void main(String[] arguments) throws IOException {
    Path path = Path.of(arguments[1]);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    System.out.println("ready");
    while (in.readLine() != null) {
      // The memo is opened anew, as by a new process.
      Remembering remembering = new Remembering(Path.of(arguments[0]));
      String digest;
      try {
        digest = remembering.hash(path).hex();
      } catch (StyxCacheException e) {
        digest = e.toString();
      }
      System.out.println(digest + (remembering.hasRead() ? " read" : " remembered"));
    }
  }
}
