package dev.styxcache.adapter.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import com.google.common.jimfs.PathNormalization;
import dev.styxcache.adapter.fs.exchange.LocalExchange;
import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.spi.EntryExchange.Export;
import dev.styxcache.application.spi.EntryExchange.Reception;
import dev.styxcache.application.spi.EntryExport;
import dev.styxcache.application.spi.EntryImport;
import dev.styxcache.application.spi.IncomingContent;
import dev.styxcache.application.spi.Lookup;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that differ where an entry was made, and are equal on the importing file system. */
class CollidingNamesTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 3_000_000})
  void filesWhoseNamesAreOneToTheFileSystem_areNeverAnEntry(int length) throws IOException {
    StoreOnDisk source = new StoreOnDisk(directory);
    source.store(
        StoreOnDisk.record("a"),
        output -> {
          byte[] content = new byte[length];
          Files.write(output.resolve("NAME"), content);
          Arrays.fill(content, (byte) 1);
          Files.write(output.resolve("name"), content);
        });
    EntryExport export =
        ((Export.Ready)
                new LocalExchange(new EntryLayout(source.root()), StoreOnDisk.HASHER)
                    .export(StoreOnDisk.key("a")))
            .entry();
    try (FileSystem blind =
        Jimfs.newFileSystem(
            Configuration.unix().toBuilder()
                .setNameCanonicalNormalization(PathNormalization.CASE_FOLD_ASCII)
                .setAttributeViews("basic", "owner", "posix", "unix")
                .build())) {
      Path cache = blind.getPath("/cache");
      assertThatThrownBy(() -> take(export, cache)).isInstanceOf(CacheUnavailableException.class);
      assertThat(LocalCacheStore.open(cache, StoreOnDisk.HASHER).store().find(StoreOnDisk.key("a")))
          .isEqualTo(new Lookup.Missing<>());
    }
  }

  private static void take(EntryExport export, Path cache) throws IOException {
    LocalExchange exchange = new LocalExchange(new EntryLayout(cache), StoreOnDisk.HASHER);
    try (EntryImport target = ((Reception.Open) exchange.receive(export.entry())).target()) {
      for (IncomingContent content : target.contents()) {
        try (InputStream bytes = Files.newInputStream(export.content(content.file()))) {
          content.write(0, content.file().size(), bytes, count -> {});
        }
      }
      target.commit();
    }
  }
}
