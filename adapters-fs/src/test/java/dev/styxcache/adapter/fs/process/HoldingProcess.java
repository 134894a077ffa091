package dev.styxcache.adapter.fs.process;

import dev.styxcache.adapter.fs.store.StoreOnDisk;
import dev.styxcache.application.port.KeyLocks.KeyLock;
import dev.styxcache.application.port.Staging;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process that holds a lock or a staging folder until it is told to go on, or is killed. */
public final class HoldingProcess {

  private HoldingProcess() {}

  /** Arguments: {@code lock} or {@code stage}, the cache, and a name. */
  public static void main(String[] arguments) throws IOException {
    StoreOnDisk store = new StoreOnDisk(Path.of(arguments[1]));
    if (arguments[0].equals("lock")) {
      lock(store, arguments[2]);
    } else {
      stage(store, arguments[2]);
    }
  }

  private static void lock(StoreOnDisk store, String name) throws IOException {
    try (KeyLock lock =
        store
            .open()
            .locks()
            .acquire(
                StoreOnDisk.key(name),
                holder -> System.out.println("waits for " + holder.description()))) {
      System.out.println("has it" + (lock == null ? " not" : ""));
      awaitWord();
    }
    System.out.println("let it go");
  }

  private static void stage(StoreOnDisk store, String name) throws IOException {
    try (Staging staging = store.writer().stage(StoreOnDisk.key(name))) {
      Files.writeString(staging.directory().resolve("out"), name);
      System.out.println(staging.directory());
      awaitWord();
      System.out.println(staging.commit(StoreOnDisk.record(name)).getClass().getSimpleName());
    }
    System.out.println("let it go");
  }

  private static void awaitWord() throws IOException {
    if (System.in.read() < 0) {
      throw new IOException("the parent is gone");
    }
  }
}
