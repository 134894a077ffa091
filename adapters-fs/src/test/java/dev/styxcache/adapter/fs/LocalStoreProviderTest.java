package dev.styxcache.adapter.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.services.Services;
import dev.styxcache.application.spi.HasherProvider;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.StoreProvider;
import dev.styxcache.application.spi.StoreSettings;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStoreProviderTest {

  @TempDir Path directory;

  private static StoreProvider provider() {
    return Services.named(StoreProvider.class, StoreProvider::type, "fs");
  }

  @Test
  void provider_isFoundByItsType_andOpensADirectoryThatNeedNotExist() {
    Path root = directory.resolve("not/yet");
    var opened =
        provider()
            .open(
                new StoreSettings(
                    root,
                    Map.of(),
                    Services.only(HasherProvider.class).create(ByteProgress.silent())));

    assertThat(opened.store().find(StoreOnDisk.key("a"))).isEqualTo(new Lookup.Missing<>());
    assertThat(opened.store().directoryOf(StoreOnDisk.key("a")).startsWith(root)).isTrue();
    assertThat(root).doesNotExist();
  }

  @Test
  void unknownSetting_isRefused_andNamed() {
    StoreSettings settings =
        new StoreSettings(
            directory,
            Map.of("bucket", "b"),
            Services.only(HasherProvider.class).create(ByteProgress.silent()));
    assertThatThrownBy(() -> provider().open(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bucket");
  }
}
