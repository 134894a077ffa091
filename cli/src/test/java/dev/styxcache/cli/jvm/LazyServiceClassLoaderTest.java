package dev.styxcache.cli.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LazyServiceClassLoaderTest {

  private static final String NAME = "a/resource";

  @TempDir private Path scratch;

  private int searches;

  /** Folders with and without the resource; counts complete searches. */
  private ClassLoader folders(boolean... having) throws IOException {
    List<URL> urls = new ArrayList<>();
    for (boolean has : having) {
      Path folder = scratch.resolve("folder" + urls.size());
      Files.createDirectories(folder.resolve(NAME).getParent());
      if (has) {
        Files.writeString(folder.resolve(NAME), "");
      }
      urls.add(folder.toUri().toURL());
    }
    return new URLClassLoader(urls.toArray(URL[]::new), null) {
      @Override
      public Enumeration<URL> findResources(String name) throws IOException {
        searches++;
        return super.findResources(name);
      }
    };
  }

  @Test
  void resources_areThoseOfTheParent_inTheSameOrder() throws IOException {
    ClassLoader parent = folders(false, true, false, true, true);
    assertThat(Collections.list(new LazyServiceClassLoader(parent).getResources(NAME)))
        .hasSize(3)
        .containsExactlyElementsOf(Collections.list(parent.getResources(NAME)));
  }

  @Test
  void search_stopsAtTheFirstResource_untilTheSecondIsRequested() throws IOException {
    Enumeration<URL> found = new LazyServiceClassLoader(folders(true, true)).getResources(NAME);
    assertThat(found.hasMoreElements()).isTrue();
    assertThat(found.nextElement().getPath()).endsWith("folder0/" + NAME);
    assertThat(searches).isZero();
    assertThat(found.hasMoreElements()).isTrue();
    assertThat(searches).isEqualTo(1);
  }

  @Test
  void missingResource_givesAnEmptyEnumeration() throws IOException {
    ClassLoader loader = new LazyServiceClassLoader(folders(false, false));
    assertThat(loader.getResources(NAME).hasMoreElements()).isFalse();
  }

  @Test
  void singleResource_isReturnedOnce() throws IOException {
    ClassLoader loader = new LazyServiceClassLoader(folders(false, true));
    assertThat(Collections.list(loader.getResources(NAME))).hasSize(1);
  }
}
