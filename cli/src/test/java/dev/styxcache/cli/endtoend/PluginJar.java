package dev.styxcache.cli.endtoend;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** Makes the jar of a third-party adapter from a class of these tests. */
final class PluginJar {

  private PluginJar() {}

  /** Writes a jar with a provider, its nested classes, and the name of its service. */
  static Path write(Path jar, Class<?> service, Class<?> provider) throws IOException {
    Path classes = Path.of("target", "test-classes");
    Path folder = classes.resolve(provider.getName().replace('.', '/')).getParent();
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> all = Files.list(folder)) {
      String name = provider.getSimpleName();
      for (Path path : all.filter(p -> p.getFileName().toString().startsWith(name)).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(path).toString()));
        Files.copy(path, out);
      }
      out.putNextEntry(new JarEntry("META-INF/services/" + service.getName()));
      out.write(provider.getName().getBytes(StandardCharsets.UTF_8));
    }
    return jar;
  }
}
