package dev.styxcache.adapter.fs.process;

import dev.styxcache.adapter.fs.StoreOnDisk;
import java.nio.file.Path;

/** A process that says what it finds of a name in a cache, and whether it may write there. */
public final class AskingProcess {

  private AskingProcess() {}

  /** Arguments: the cache, and a name. */
  public static void main(String[] arguments) {
    StoreOnDisk store = new StoreOnDisk(Path.of(arguments[0]));
    System.out.println(store.find(arguments[1]));
    System.out.println(store.open().store().writeAccess());
  }
}
