package dev.styxcache.adapter.fs.process;

import dev.styxcache.adapter.fs.StoreOnDisk;
import dev.styxcache.adapter.fs.process.Recipe.Part;
import dev.styxcache.application.spi.EntryWriter;
import dev.styxcache.application.spi.Staging;
import java.io.IOException;
import java.nio.file.Path;

/** A process that writes to a cache in every possible way until it is killed. */
public final class StoringProcess {

  private StoringProcess() {}

  /** Arguments: the cache, a prefix for the names of its runs, and the number of the first. */
  public static void main(String[] arguments) throws IOException {
    StoreOnDisk store = new StoreOnDisk(Path.of(arguments[0]));
    int first = Integer.parseInt(arguments[2]);
    for (int i = first; ; i++) {
      Recipe recipe = new Recipe(arguments[1] + i);
      System.out.println(recipe.name());
      switch (i % 4) {
        case 0 -> recipe.commit(store, Part.ALL);
        case 1 -> {
          recipe.commit(store, Part.HALF);
          recipe.commit(store, Part.ALL);
        }
        case 2 -> {
          expose(store, recipe);
          recipe.commit(store, Part.ALL);
        }
        default -> {
          recipe.commit(store, Part.ALL);
          store.open().upkeep().remove(StoreOnDisk.key(arguments[1] + (i - 3)));
          if (i > first) {
            store.open().upkeep().quarantine(StoreOnDisk.key(arguments[1] + (i - 1)));
          }
        }
      }
    }
  }

  private static void expose(StoreOnDisk store, Recipe recipe) throws IOException {
    EntryWriter writer = store.writer();
    try (Staging staging = writer.stage(StoreOnDisk.key(recipe.name()))) {
      recipe.run(staging, Part.HALF);
      writer.expose(StoreOnDisk.key(recipe.name()), staging.directory());
    }
  }
}
