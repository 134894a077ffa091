package dev.styxcache.adapter.fs.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.adapter.fs.StoreOnDisk;
import dev.styxcache.application.spi.CacheEntry;
import dev.styxcache.application.spi.Staging;
import dev.styxcache.domain.manifest.StreamName;
import dev.styxcache.domain.manifest.TreeRecord;
import dev.styxcache.testing.CollectingHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The outputs of a run of a given name, and the checks of its entry. */
public final class Recipe {

  private static final int MOST_FILES = 40;
  private static final int MOST_BYTES = 9_000;

  private final String name;
  private final Random random;
  private final int files;

  /**
   * The recipe of a name.
   *
   * @param name any text
   */
  public Recipe(String name) {
    this.name = name;
    this.random = new Random(name.hashCode());
    this.files = 5 + random.nextInt(MOST_FILES);
  }

  /** The part of the outputs that a run writes. */
  public enum Part {
    /** Everything. */
    ALL,
    /** Every other file. */
    HALF
  }

  private String path(int file) {
    return (file % 3 == 0 ? "" : "dir" + file % 3 + "/sub" + file % 2 + "/") + "file" + file;
  }

  private byte[] content(int file) {
    Random bytes = new Random(name.hashCode() * 31L + file);
    byte[] content = new byte[bytes.nextInt(MOST_BYTES)];
    bytes.nextBytes(content);
    return content;
  }

  private byte[] stream(StreamName stream) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (int line = 0; line < files; line++) {
      byte[] bytes = (name + " " + stream + " " + line + "\n").getBytes(StandardCharsets.UTF_8);
      text.write(bytes, 0, bytes.length);
    }
    return text.toByteArray();
  }

  /** Runs the tool. */
  public void run(Staging staging, Part part) throws IOException {
    Path output = staging.directory();
    for (StreamName stream : StreamName.values()) {
      byte[] text = stream(stream);
      staging.capture(stream).accept(text, 0, text.length);
    }
    for (int file = 0; file < files; file++) {
      if (part == Part.ALL || file % 2 == 0) {
        Path path = output.resolve(path(file));
        Files.createDirectories(path.getParent());
        Files.write(path, content(file));
      }
    }
    Files.createSymbolicLink(output.resolve("link"), Path.of(path(0)));
  }

  private Set<String> paths(Part part) {
    Set<String> paths = new TreeSet<>();
    for (int file = 0; file < files; file++) {
      if (part == Part.ALL || file % 2 == 0) {
        paths.add(path(file));
      }
    }
    return paths;
  }

  /** Checks that an entry has all of one part, and each file with its own content. */
  public void verify(Path folder, CacheEntry entry) throws IOException {
    Set<String> recorded =
        entry.manifest().orElseThrow().outputs().stream()
            .filter(TreeRecord.File.class::isInstance)
            .map(TreeRecord::path)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(recorded).as("files of %s", name).isIn(paths(Part.ALL), paths(Part.HALF));
    for (int file = 0; file < files; file++) {
      if (recorded.contains(path(file))) {
        assertThat(Files.readAllBytes(folder.resolve(path(file))))
            .as("%s of %s", path(file), name)
            .isEqualTo(content(file));
        assertThat(entry.contains(path(file))).isTrue();
      }
    }
    assertThat(Files.readSymbolicLink(folder.resolve("link"))).hasToString(path(0));
    for (StreamName stream : StreamName.values()) {
      CollectingHandler handler = new CollectingHandler();
      entry.replay(stream, handler);
      assertThat(handler.bytes()).as("%s of %s", stream, name).isEqualTo(stream(stream));
    }
  }

  /** The run's name. */
  public String name() {
    return name;
  }

  /** Runs and commits. */
  public void commit(StoreOnDisk store, Part part) throws IOException {
    try (Staging staging = store.writer().stage(StoreOnDisk.key(name))) {
      run(staging, part);
      staging.commit(StoreOnDisk.record(name));
    }
  }
}
