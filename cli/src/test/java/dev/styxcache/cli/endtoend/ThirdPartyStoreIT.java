package dev.styxcache.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.adapter.runner.local.LocalRunner;
import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.caching.CachingRunner;
import dev.styxcache.application.services.Services;
import dev.styxcache.application.spi.HasherProvider;
import dev.styxcache.application.spi.StoreProvider;
import dev.styxcache.application.spi.StoreSettings;
import dev.styxcache.cli.endtoend.Shell.Result;
import dev.styxcache.domain.Metadata;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store from a jar, selected by its name in the configuration. */
class ThirdPartyStoreIT {

  private static final String[] RUN = {"run", "-o", "n.txt", "--", "sh", "-c", "echo 1 > n.txt"};

  @TempDir Path directory;
  private Path jar = Path.of("");

  @BeforeEach
  void makeJar() throws IOException {
    jar =
        PluginJar.write(
            directory.resolve("shelf.jar"), StoreProvider.class, ShelfStoreProvider.class);
  }

  @Test
  void commandLine_usesAStoreFromAJar_byItsNameInTheConfiguration() throws IOException {
    Shell shell = new Shell(directory);
    shell.file("styxcache.toml", "[store]\ntype = \"shelf\"\n[store.shelf]\nlabel = \"mine\"\n");

    Result without = shell.styxcache(RUN);
    shell.with("STYXCACHE_PLUGINS", jar.toString());
    Result first = shell.styxcache(RUN);
    Result second = shell.styxcache(RUN);
    Result list = shell.styxcache("ls", "--json");

    assertThat(without.code()).as(without.err()).isEqualTo(2);
    assertThat(without.err()).contains("store");
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.err()).contains("styxcache: miss ");
    assertThat(second.code()).as(second.err()).isZero();
    assertThat(second.err()).contains("styxcache: hit ");
    assertThat(shell.names("."))
        .singleElement()
        .asString()
        .startsWith("mine-")
        .matches(name -> Files.exists(shell.cache.resolve(name).resolve("n.txt")));
    assertThat(list.out().lines()).hasSize(1);
  }

  @Test
  void refusedSetting_isWrongUsage_withTheStoresMessage() {
    Shell shell = new Shell(directory).with("STYXCACHE_PLUGINS", jar.toString());
    shell.file("styxcache.toml", "[store]\ntype = \"shelf\"\n[store.shelf]\nlabel = 1\n");

    Result result = shell.styxcache(RUN);

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("\"shelf\"").contains("store.shelf.label is missing");
  }

  @Test
  void javaProgram_findsTheStoreByItsName() throws Exception {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader withShelf = new ShelfOnly(jar.toUri().toURL(), before)) {
      assertThatThrownBy(() -> Services.named(StoreProvider.class, StoreProvider::type, "shelf"))
          .hasMessageContaining("there is fs");
      Thread.currentThread().setContextClassLoader(withShelf);
      StoreProvider provider = Services.named(StoreProvider.class, StoreProvider::type, "shelf");
      assertThat(provider.getClass().getClassLoader()).isSameAs(withShelf);
      CachingRunner runner =
          CachingRunner.around(new LocalRunner())
              .store(
                  provider.open(
                      new StoreSettings(
                          directory.resolve("store"),
                          Map.of("label", "mine"),
                          Services.only(HasherProvider.class).create(ByteProgress.silent()))))
              .build();
      for (int n = 0; n < 2; n++) {
        Execution execution = runner.startExecution(Metadata.of("demo.1", "demo", "local"));
        execution.params(Map.of());
        Path output = execution.outputFile("n.txt", false);
        execution.run(
            List.of("sh", "-c", "echo x >> '" + directory.resolve("runs") + "'; echo 1 > n.txt"),
            OutputHandler.lines(line -> {}),
            OutputHandler.lines(line -> {}));
        assertThat(output).hasContent("1");
      }
      assertThat(directory.resolve("runs")).hasContent("x");
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  /** Loads the store from the jar, although the tests have its class too. */
  private static final class ShelfOnly extends URLClassLoader {

    ShelfOnly(URL jar, ClassLoader parent) {
      super(new URL[] {jar}, parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(ShelfStoreProvider.class.getName())) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
    }
  }
}
