package dev.styxcache.adapter.fs.process;

import dev.styxcache.adapter.fs.StoreOnDisk;
import dev.styxcache.application.spi.KeyLocks.KeyLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process that repeatedly increments a number in a file, each time under a lock. */
public final class CountingProcess {

  private CountingProcess() {}

  /** Arguments: the cache, the file, and the number of repetitions. */
  public static void main(String[] arguments) throws IOException {
    StoreOnDisk store = new StoreOnDisk(Path.of(arguments[0]));
    Path file = Path.of(arguments[1]);
    System.out.println("ready");
    if (System.in.read() < 0) {
      throw new IOException("the parent is gone");
    }
    for (int i = Integer.parseInt(arguments[2]); i > 0; i--) {
      try (KeyLock lock = store.open().locks().acquire(StoreOnDisk.key("counter"), holder -> {})) {
        int count = Integer.parseInt(Files.readString(file));
        Files.writeString(file, Integer.toString(lock == null ? -1 : count + 1));
      }
    }
    System.out.println("done");
  }
}
