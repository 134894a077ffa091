package dev.styxcache.cli.jvm;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A class loader that searches for resources lazily. The JDK's own searches for the second resource
 * of a name before it returns the first, and so opens all jars for each service that is in the
 * first jar.
 */
public final class LazyServiceClassLoader extends ClassLoader {

  static {
    registerAsParallelCapable();
  }

  LazyServiceClassLoader(ClassLoader parent) {
    super(parent);
  }

  /**
   * Makes it the context class loader of this thread and of the threads that it starts.
   *
   * @param plugins the user's jars with adapters, separated as in a class path, which are searched
   *     last; may be empty. Java takes no class path beside the jar that it is started with
   */
  public static void use(String plugins) {
    ClassLoader own = LazyServiceClassLoader.class.getClassLoader();
    ClassLoader parent = plugins.isEmpty() ? own : new URLClassLoader(urls(plugins), own);
    Thread.currentThread().setContextClassLoader(new LazyServiceClassLoader(parent));
  }

  private static URL[] urls(String plugins) {
    List<URL> urls = new ArrayList<>();
    for (String plugin : plugins.split(File.pathSeparator, -1)) {
      try {
        if (!plugin.isEmpty()) {
          urls.add(Path.of(plugin).toUri().toURL());
        }
      } catch (MalformedURLException e) {
        throw new IllegalArgumentException("STYXCACHE_PLUGINS has no path of a jar: " + plugin, e);
      }
    }
    return urls.toArray(new URL[0]);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    URL first = getParent().getResource(name);
    return first == null ? Collections.emptyEnumeration() : new FirstThenAll(first, name);
  }

  // ClassLoader.getResources returns an enumeration.
  @SuppressWarnings("JdkObsolete")
  private final class FirstThenAll implements Enumeration<URL> {

    private final URL first;
    private final String name;
    private @Nullable Enumeration<URL> others;
    private boolean begun;

    private FirstThenAll(URL first, String name) {
      this.first = first;
      this.name = name;
    }

    @Override
    public boolean hasMoreElements() {
      return !begun || others().hasMoreElements();
    }

    @Override
    public URL nextElement() {
      if (!begun) {
        begun = true;
        return first;
      }
      return others().nextElement();
    }

    private Enumeration<URL> others() {
      if (others == null) {
        try {
          others = getParent().getResources(name);
          // The first has been returned already.
          others.nextElement();
        } catch (IOException | NoSuchElementException e) {
          others = Collections.emptyEnumeration();
        }
      }
      return others;
    }
  }
}
