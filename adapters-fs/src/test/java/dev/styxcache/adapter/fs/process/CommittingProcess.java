package dev.styxcache.adapter.fs.process;

import dev.styxcache.adapter.fs.StoreOnDisk;
import dev.styxcache.adapter.fs.process.Recipe.Part;
import dev.styxcache.application.spi.Staging;
import java.io.IOException;
import java.nio.file.Path;

/** A process that prepares a run and commits it when its parent says so. */
public final class CommittingProcess {

  private CommittingProcess() {}

  /** Arguments: the cache, the part of the outputs to write, and a name for each round. */
  public static void main(String[] arguments) throws IOException {
    StoreOnDisk store = new StoreOnDisk(Path.of(arguments[0]));
    Part part = Part.valueOf(arguments[1]);
    for (int i = 2; i < arguments.length; i++) {
      try (Staging staging = store.writer().stage(StoreOnDisk.key(arguments[i]))) {
        new Recipe(arguments[i]).run(staging, part);
        System.out.println("ready");
        if (System.in.read() < 0) {
          throw new IOException("the parent is gone");
        }
        System.out.println(staging.commit(StoreOnDisk.record(arguments[i])));
      }
    }
  }
}
