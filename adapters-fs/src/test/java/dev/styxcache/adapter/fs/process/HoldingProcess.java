package dev.styxcache.adapter.fs.process;

import dev.styxcache.adapter.fs.StoreOnDisk;
import dev.styxcache.application.spi.EntryWriter;
import dev.styxcache.application.spi.KeyLocks.KeyLock;
import dev.styxcache.application.spi.Staging;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A process that holds a lock, a staging folder or exposed outputs until its parent releases it, or
 * it is killed.
 */
public final class HoldingProcess {

  private HoldingProcess() {}

  /** Arguments: {@code lock}, {@code stage} or {@code show}, the cache, and a name. */
  public static void main(String[] arguments) throws IOException {
    StoreOnDisk store = new StoreOnDisk(Path.of(arguments[1]));
    if (arguments[0].equals("lock")) {
      lock(store, arguments[2]);
    } else if (arguments[0].equals("show")) {
      show(store, arguments[2]);
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

  private static void show(StoreOnDisk store, String name) throws IOException {
    EntryWriter writer = store.writer();
    try (Staging staging = writer.stage(StoreOnDisk.key(name))) {
      Files.writeString(staging.directory().resolve("out"), name);
      writer.expose(StoreOnDisk.key(name), staging.directory());
    }
    System.out.println(store.entry(name));
    awaitWord();
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
