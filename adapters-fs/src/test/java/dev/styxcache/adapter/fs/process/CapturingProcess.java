package dev.styxcache.adapter.fs.process;

import dev.styxcache.adapter.fs.StoreOnDisk;
import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.spi.Staging;
import dev.styxcache.domain.manifest.StreamName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** A process whose tool writes more than the limit on the size of files. */
public final class CapturingProcess {

  private static final int PIECES = 100;

  private CapturingProcess() {}

  /** Arguments: the cache, and a name. */
  public static void main(String[] arguments) throws IOException {
    StoreOnDisk store = new StoreOnDisk(Path.of(arguments[0]));
    try (Staging staging = store.writer().stage(StoreOnDisk.key(arguments[1]))) {
      Path out = Files.writeString(staging.directory().resolve("out"), "x");
      OutputHandler stdout = staging.capture(StreamName.STDOUT);
      byte[] noise = new byte[1 << 14];
      Random random = new Random(1);
      for (int piece = 0; piece < PIECES; piece++) {
        random.nextBytes(noise);
        stdout.accept(noise, 0, noise.length);
      }
      stdout.end();
      System.out.println("captured");
      try {
        System.out.println(staging.commit(StoreOnDisk.record(arguments[1])));
      } catch (CacheUnavailableException e) {
        System.out.println(e.getClass().getSimpleName() + " " + e.getMessage());
      }
      System.out.println("out=" + Files.readString(out));
    }
    System.out.println("let it go");
  }
}
