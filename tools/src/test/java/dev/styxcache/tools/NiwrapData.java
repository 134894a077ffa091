package dev.styxcache.tools;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.styxcache.domain.json.Json;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * NiWrap's descriptors and recorded calls, which are no part of the project. They are looked for in
 * {@code -Dstyxcache.niwrap=DIR}, or beside the project in {@code shared/niwrap}; without them the
 * tests are skipped, in words.
 */
final class NiwrapData {

  private static final int BLOCK = 512;

  private NiwrapData() {}

  /** The folder of the data; the calling test is skipped if there is none. */
  static Path folder() {
    String configured = System.getProperty("styxcache.niwrap", "");
    Path folder = configured.isEmpty() ? Path.of("../../shared/niwrap") : Path.of(configured);
    boolean there = Files.isReadable(folder.resolve("descriptors.tar.gz"));
    assumeTrue(
        there, "skipped: NiWrap's descriptors and calls are not in " + folder.toAbsolutePath());
    return folder;
  }

  /** The recorded calls, one object each. */
  static List<Json.Obj> calls() throws IOException {
    List<Json.Obj> calls = new ArrayList<>();
    try (InputStream gzip =
            new GZIPInputStream(Files.newInputStream(folder().resolve("calls.jsonl.gz")));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(gzip, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        calls.add(JacksonJson.object(line));
      }
    }
    return calls;
  }

  /** The catalogue, in memory. */
  static CatalogSource catalog() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (InputStream gzip =
        new GZIPInputStream(Files.newInputStream(folder().resolve("descriptors.tar.gz")))) {
      unpack(gzip.readAllBytes(), files);
    }
    return new TestCatalogs("niwrap", files);
  }

  private static void unpack(byte[] tar, Map<String, byte[]> files) throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream(tar);
    Optional<String> longName = Optional.empty();
    for (byte[] header = in.readNBytes(BLOCK);
        header.length == BLOCK && header[0] != 0;
        header = in.readNBytes(BLOCK)) {
      int size = Integer.parseInt(text(header, 124, 12).trim(), 8);
      byte[] content = in.readNBytes(size);
      in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
      char type = (char) header[156];
      if (type == 'L') {
        longName = Optional.of(text(content, 0, content.length));
        continue;
      }
      String prefix = text(header, 345, 155);
      String name = (prefix.isEmpty() ? "" : prefix + "/") + text(header, 0, 100);
      String path = longName.orElse(name).replaceFirst("^[^/]*/", "");
      longName = Optional.empty();
      if (type == '0' || type == 0) {
        files.put(path, content);
      }
    }
  }

  private static String text(byte[] bytes, int from, int length) {
    int end = from;
    while (end < from + length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, from, end - from, StandardCharsets.UTF_8);
  }
}
