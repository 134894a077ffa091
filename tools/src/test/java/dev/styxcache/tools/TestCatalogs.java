package dev.styxcache.tools;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Catalogues whose files are in memory. */
record TestCatalogs(String location, Map<String, byte[]> files) implements CatalogSource {

  /** The catalogue of our own descriptors. */
  static final Path OWN = Path.of("src/test/resources/own");

  static TestCatalogs own() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(OWN)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        files.put(OWN.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return new TestCatalogs("own", files);
  }

  static TestCatalogs of(String location, Map<String, String> files) {
    Map<String, byte[]> bytes = new TreeMap<>();
    files.forEach((path, text) -> bytes.put(path, text.getBytes(StandardCharsets.UTF_8)));
    return new TestCatalogs(location, bytes);
  }

  @Override
  public Optional<byte[]> read(String path) {
    return Optional.ofNullable(files.get(path));
  }

  @Override
  public List<String> folders(String path) {
    String prefix = path.isEmpty() ? "" : path + "/";
    TreeSet<String> names = new TreeSet<>();
    for (String file : files.keySet()) {
      if (file.startsWith(prefix) && file.indexOf('/', prefix.length()) >= 0) {
        names.add(file.substring(prefix.length(), file.indexOf('/', prefix.length())));
      }
    }
    return List.copyOf(names);
  }
}
