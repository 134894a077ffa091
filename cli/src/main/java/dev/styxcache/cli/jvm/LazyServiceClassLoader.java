package dev.styxcache.cli.jvm;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The class loader of the program, which looks for resources of one name no further than it is
 * asked. The JDK's own looks for the second one before it gives the first, and so opens all jars to
 * the last for each service that is found in the first.
 */
public final class LazyServiceClassLoader extends ClassLoader {

  static {
    registerAsParallelCapable();
  }

  LazyServiceClassLoader(ClassLoader parent) {
    super(parent);
  }

  /** Lets services be looked for in this way by this thread, and by those that it starts. */
  public static void use() {
    Thread.currentThread()
        .setContextClassLoader(
            new LazyServiceClassLoader(LazyServiceClassLoader.class.getClassLoader()));
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    URL first = getParent().getResource(name);
    return first == null ? Collections.emptyEnumeration() : new FirstThenAll(first, name);
  }

  // The JDK's class loaders speak in enumerations.
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
          // The first is the one that was given already.
          others.nextElement();
        } catch (IOException | NoSuchElementException e) {
          others = Collections.emptyEnumeration();
        }
      }
      return others;
    }
  }
}
