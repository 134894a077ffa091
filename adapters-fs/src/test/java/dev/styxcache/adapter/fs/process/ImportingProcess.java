package dev.styxcache.adapter.fs.process;

import dev.styxcache.adapter.fs.StoreOnDisk;
import dev.styxcache.adapter.fs.exchange.LocalExchange;
import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.application.spi.EntryExchange;
import dev.styxcache.application.spi.EntryExchange.Export;
import dev.styxcache.application.spi.EntryExchange.Reception;
import dev.styxcache.application.spi.EntryExport;
import dev.styxcache.application.spi.EntryImport;
import dev.styxcache.application.spi.IncomingContent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process that imports entries of one cache into another until it is killed. */
public final class ImportingProcess {

  private ImportingProcess() {}

  /** Arguments: the source cache, the target cache, and the names of the entries. */
  public static void main(String[] arguments) throws IOException {
    StoreOnDisk source = new StoreOnDisk(Path.of(arguments[0]));
    StoreOnDisk target = new StoreOnDisk(Path.of(arguments[1]));
    // Warm-up: class loading is slow, and the kill is not meant to hit it.
    long self = ProcessHandle.current().pid();
    take(source, new StoreOnDisk(target.root().resolveSibling("first-" + self)), arguments[2]);
    while (true) {
      for (int i = 2; i < arguments.length; i++) {
        System.out.println(arguments[i]);
        take(source, target, arguments[i]);
        target.open().upkeep().remove(StoreOnDisk.key(arguments[i]));
        take(source, target, arguments[i]);
      }
    }
  }

  private static EntryExchange exchange(StoreOnDisk store) {
    return new LocalExchange(new EntryLayout(store.root()), StoreOnDisk.HASHER);
  }

  /** Imports the entry of a name. */
  public static void take(StoreOnDisk from, StoreOnDisk to, String name) throws IOException {
    EntryExport export = ((Export.Ready) exchange(from).export(StoreOnDisk.key(name))).entry();
    Reception reception = exchange(to).receive(export.entry());
    try (EntryImport open = ((Reception.Open) reception).target()) {
      for (IncomingContent content : open.contents()) {
        try (InputStream bytes = Files.newInputStream(export.content(content.file()))) {
          content.write(0, content.file().size(), bytes, count -> {});
        }
      }
      open.commit();
    }
  }
}
