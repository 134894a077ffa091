package dev.styxcache.adapter.fs.process;

import dev.styxcache.adapter.fs.StoreOnDisk;
import java.nio.file.Path;

/** A process that looks an entry up, and tests whether the cache is writable. */
public final class AskingProcess {

  private AskingProcess() {}

  /** Arguments: the cache, and a name. */
  public static void main(String[] arguments) {
    StoreOnDisk store = new StoreOnDisk(Path.of(arguments[0]));
    System.out.println(store.find(arguments[1]));
    System.out.println(store.open().store().writeAccess());
  }
}
