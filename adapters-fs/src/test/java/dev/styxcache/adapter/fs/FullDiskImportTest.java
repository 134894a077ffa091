package dev.styxcache.adapter.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.styxcache.adapter.fs.exchange.LocalExchange;
import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.spi.EntryExchange.Export;
import dev.styxcache.application.spi.EntryExchange.Reception;
import dev.styxcache.application.spi.EntryExport;
import dev.styxcache.application.spi.EntryImport;
import dev.styxcache.application.spi.IncomingContent;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.files.process.Tmpfs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Imports of entries that do not fit on the disk, as a whole or in part. */
class FullDiskImportTest {

  private static final int FILES = 20;
  private static final int BLOCK = 4096;

  @TempDir Path directory;

  @Test
  void entryThatFitsOnlyInPart_isNotThere_saysThatTheDiskIsFull_andComesOnceThereIsRoom()
      throws IOException {
    StoreOnDisk source = new StoreOnDisk(directory.resolve("source"));
    source.store(
        StoreOnDisk.record("a"),
        output -> {
          Files.createDirectories(output.resolve("dir"));
          for (int i = 0; i < FILES; i++) {
            Files.write(output.resolve("dir/" + i), new byte[BLOCK]);
          }
        });
    try (Tmpfs disk = Tmpfs.mount(directory.resolve("disk"), "512k")) {
      assumeTrue(
          disk.isMounted(), "this user may not mount a small disk to fill it: " + disk.why());
      StoreOnDisk target = new StoreOnDisk(disk.path().resolve("cache"));
      Path filler = disk.path().resolve("filler");
      List<String> outcomes = new ArrayList<>();
      for (int spareBlocks = 0; spareBlocks < FILES + 12; spareBlocks++) {
        fillUpTo(filler, spareBlocks);
        outcomes.add(take(source, target));
        Files.deleteIfExists(filler);
        if (target.find("a") instanceof Lookup.Found) {
          target.open().upkeep().remove(StoreOnDisk.key("a"));
        } else {
          assertThat(target.find("a")).isEqualTo(new Lookup.Missing<>());
        }
        assertThat(target.names(".incoming")).isEmpty();
      }
      assertThat(outcomes).contains("full", "taken");
      assertThat(outcomes.indexOf("taken")).isGreaterThan(outcomes.indexOf("full"));
    }
  }

  private static void fillUpTo(Path filler, int spareBlocks) throws IOException {
    byte[] block = new byte[BLOCK];
    List<Path> spare = new ArrayList<>();
    for (int i = 0; i < spareBlocks; i++) {
      spare.add(Files.write(filler.resolveSibling("spare" + i), block));
    }
    try {
      while (true) {
        Files.write(filler, block, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      }
    } catch (IOException e) {
      // The disk is full now, except for the reserve.
      for (Path path : spare) {
        Files.delete(path);
      }
    }
  }

  private static String take(StoreOnDisk from, StoreOnDisk to) {
    EntryExport export =
        ((Export.Ready)
                new LocalExchange(new EntryLayout(from.root()), StoreOnDisk.HASHER)
                    .export(StoreOnDisk.key("a")))
            .entry();
    LocalExchange exchange = new LocalExchange(new EntryLayout(to.root()), StoreOnDisk.HASHER);
    try (EntryImport target = ((Reception.Open) exchange.receive(export.entry())).target()) {
      for (IncomingContent content : target.contents()) {
        try (InputStream bytes = Files.newInputStream(export.content(content.file()))) {
          content.write(0, content.file().size(), bytes, count -> {});
        }
      }
      target.commit();
      return "taken";
    } catch (CacheUnavailableException e) {
      assertThat(e).hasMessageContaining("full").hasMessageContaining("free some space");
      return "full";
    } catch (IOException e) {
      return "full";
    }
  }
}
