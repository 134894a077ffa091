package dev.styxcache.adapter.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.tools.BadCatalogException;
import dev.styxcache.tools.CatalogSource;
import dev.styxcache.tools.ToolCatalog;
import dev.styxcache.tools.ToolSummary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogsOnDiskTest {

  @TempDir Path directory;
  private Path catalog;
  private Path indexes;

  @BeforeEach
  void makeCatalog() throws IOException {
    catalog = Files.createDirectory(directory.resolve("catalog"));
    indexes = directory.resolve("indexes");
    write("project.json", "{\"packages\":[\"demo\"]}");
    write("demo/package.json", "{\"default\":\"1.0\",\"versions\":[\"1.0\"]}");
    write("demo/1.0/version.json", "{\"container\":\"example/demo:1\"}");
    tool("alpha", "the first");
    tool("beta", "the second");
  }

  private void tool(String name, String description) throws IOException {
    write(
        "demo/1.0/" + name + "/app.json",
        "{\"docs\":{\"description\":\""
            + description
            + "\"},\"source\":{\"type\":\"boutiques\",\"path\":\"boutiques.json\"}}");
    write(
        "demo/1.0/" + name + "/boutiques.json",
        "{\"name\":\"" + name + "\",\"command-line\":\"" + name + "\",\"inputs\":[]}");
  }

  private void write(String path, String text) throws IOException {
    Path file = catalog.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Path packed(String name) throws IOException {
    Path archive = directory.resolve(name);
    Archives.write(catalog, "top/", archive);
    settle(archive);
    return archive;
  }

  /** Makes a file old enough, so that its next change will be seen in its times. */
  private static void settle(Path file) throws IOException {
    FileTime changed = (FileTime) Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
    while (Duration.between(changed.toInstant(), Instant.now()).toMillis() < 30) {
      Thread.onSpinWait();
    }
  }

  private CatalogSource open(Path place) {
    return new LocalToolFiles().open(place, Optional.of(indexes));
  }

  private static ToolCatalog tools(CatalogSource... sources) {
    return new ToolCatalog(List.of(sources), new LocalToolFiles().json());
  }

  private List<Path> kept(String ending) throws IOException {
    if (!Files.exists(indexes)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(indexes)) {
      return files.filter(file -> file.toString().endsWith(ending)).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"c.tar.gz", "c.tgz", "c.zip"})
  void anArchiveHasTheSameToolsAsItsDirectory(String name) throws IOException {
    ToolCatalog inDirectory = tools(open(catalog));
    Path archive = packed(name);
    for (int call = 0; call < 2; call++) {
      ToolCatalog inArchive = tools(open(archive));
      assertThat(inArchive.list()).isEqualTo(inDirectory.list()).hasSize(2);
      assertThat(inArchive.tool("demo/alpha")).isEqualTo(inDirectory.tool("demo/alpha"));
      assertThat(inArchive.tool("demo/alpha").image()).contains("example/demo:1");
    }
    assertThat(kept(".catalog")).hasSize(1);
  }

  @Test
  void anArchiveIsReadOnceAndAChangedOneAnew() throws IOException {
    Path archive = packed("c.tar.gz");
    tools(open(archive)).list();
    FileTime made = Files.getLastModifiedTime(kept(".catalog").get(0));
    FileTime old = FileTime.from(made.toInstant().minusSeconds(60));
    Files.setLastModifiedTime(kept(".catalog").get(0), old);
    tools(open(archive)).list();
    assertThat(Files.getLastModifiedTime(kept(".catalog").get(0))).isEqualTo(old);

    tool("gamma", "the third");
    Files.delete(archive);
    packed("c.tar.gz");
    assertThat(tools(open(archive)).names())
        .containsExactly("demo/alpha", "demo/beta", "demo/gamma");
    assertThat(kept(".catalog")).hasSize(1);
  }

  @Test
  void anOverwrittenArchiveOfTheSameSizeAndTimeIsReadAnew() throws IOException {
    Path archive = packed("c.zip");
    assertThat(tools(open(archive)).list().get(0).description()).isEqualTo("the first");
    FileTime time = Files.getLastModifiedTime(archive);
    tool("alpha", "the fifth");
    Archives.write(catalog, "top/", archive);
    Files.setLastModifiedTime(archive, time);
    assertThat(tools(open(archive)).list().get(0).description()).isEqualTo("the fifth");
  }

  @Test
  void anEditedDescriptorInADirectoryCountsAtOnce() throws IOException {
    String before = tools(open(catalog)).tool("demo/alpha").id();
    write(
        "demo/1.0/alpha/boutiques.json",
        "{\"name\":\"alpha\",\"command-line\":\"alpha -v\",\"inputs\":[]}");
    assertThat(tools(open(catalog)).tool("demo/alpha").id()).isNotEqualTo(before);
  }

  @Test
  void theListOfADirectoryIsKeptUntilSomethingChanges() throws IOException {
    List<ToolSummary> first = tools(open(catalog)).list();
    assertThat(kept(".tools")).hasSize(1);
    assertThat(tools(open(catalog)).list()).isEqualTo(first);

    tool("gamma", "the third");
    assertThat(tools(open(catalog)).names()).contains("demo/gamma");
    write(
        "demo/1.0/beta/app.json",
        Files.readString(catalog.resolve("demo/1.0/beta/app.json"))
            .replace("the second", "another text"));
    assertThat(tools(open(catalog)).search("another")).hasSize(1);
  }

  @Test
  void aTornIndexCountsAsMissing() throws IOException {
    Path archive = packed("c.zip");
    tools(open(archive)).list();
    for (String ending : List.of(".catalog", ".tools")) {
      Path file = kept(ending).get(0);
      byte[] whole = Files.readAllBytes(file);
      for (int length : List.of(0, 5, 20, whole.length / 2)) {
        Files.write(file, java.util.Arrays.copyOf(whole, length));
        assertThat(tools(open(archive)).names()).containsExactly("demo/alpha", "demo/beta");
      }
    }
  }

  @Test
  void withoutAPlaceForIndexesACatalogWorks() throws IOException {
    Path archive = packed("c.tar.gz");
    Files.writeString(indexes, "a file is in the way");
    assertThat(tools(open(archive)).names()).hasSize(2);
    assertThat(tools(open(catalog)).names()).hasSize(2);
    CatalogSource nowhere = new LocalToolFiles().open(archive, Optional.empty());
    assertThat(tools(nowhere).names()).hasSize(2);
  }

  @Test
  void aCatalogThatCannotBeWrittenToWorks() throws IOException {
    Files.setPosixFilePermissions(catalog, PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      assertThat(tools(open(catalog)).names()).hasSize(2);
    } finally {
      Files.setPosixFilePermissions(catalog, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  void manyAtOnceMakeOneIndex() throws Exception {
    Path archive = packed("c.tar.gz");
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<List<String>>> calls = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        calls.add(() -> tools(open(archive)).names());
      }
      for (Future<List<String>> names : threads.invokeAll(calls)) {
        assertThat(names.get()).containsExactly("demo/alpha", "demo/beta");
      }
    } finally {
      threads.shutdownNow();
    }
    try (Stream<Path> files = Files.list(indexes)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void aDirectoryAroundTheOnlyCatalogIsTaken() {
    assertThat(tools(open(directory)).names()).hasSize(2);
  }

  @Test
  void ofTwoCatalogsTheFirstThatHasAToolWins() throws IOException {
    Path archive = packed("c.zip");
    tool("alpha", "changed");
    assertThat(tools(open(archive), open(catalog)).list().get(0).description())
        .isEqualTo("the first");
    assertThat(tools(open(catalog), open(archive)).list().get(0).description())
        .isEqualTo("changed");
  }

  @Test
  void whatIsNoCatalogIsRefusedInWords() throws IOException {
    Path missing = directory.resolve("missing.zip");
    assertThatThrownBy(() -> open(missing))
        .isInstanceOf(BadCatalogException.class)
        .hasMessage("cannot read the catalogue " + missing + ": it does not exist");
    Path text = Files.writeString(directory.resolve("x.txt"), "x");
    assertThatThrownBy(() -> open(text))
        .hasMessageEndingWith("it is neither a directory nor a .tar.gz or .zip archive");
    Path noArchive = Files.writeString(directory.resolve("x.tar.gz"), "no archive");
    assertThatThrownBy(() -> open(noArchive)).isInstanceOf(BadCatalogException.class);
    Path truncated = directory.resolve("t.tar.gz");
    byte[] whole = Files.readAllBytes(packed("c.tar.gz"));
    Files.write(truncated, java.util.Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> open(truncated)).isInstanceOf(BadCatalogException.class);
    Files.delete(catalog.resolve("demo/1.0/alpha/app.json"));
    Files.delete(catalog.resolve("demo/1.0/alpha/boutiques.json"));
    Files.delete(catalog.resolve("demo/1.0/beta/app.json"));
    Files.delete(catalog.resolve("demo/1.0/beta/boutiques.json"));
    Path empty = packed("e.zip");
    assertThatThrownBy(() -> open(empty)).hasMessageContaining("has no tools");
  }

  @Test
  void aDescriptorOutsideOfTheCatalogIsRefused() throws IOException {
    Files.writeString(directory.resolve("secret.json"), "{}");
    write(
        "demo/1.0/alpha/app.json",
        "{\"source\":{\"type\":\"boutiques\",\"path\":\"../../../../secret.json\"}}");
    assertThatThrownBy(() -> tools(open(catalog)).tool("demo/alpha"))
        .hasMessageContaining("leads out of the catalogue");
  }

  @Test
  void numbersKeepTheirKindAndPythonsNotANumberIsTaken() {
    LocalToolFiles files = new LocalToolFiles();
    byte[] text = "[1,1.0,NaN,-Infinity,100000000000000000000]".getBytes(StandardCharsets.UTF_8);
    assertThat(dev.styxcache.domain.json.CanonicalJson.write(files.json().read(text)))
        .isEqualTo("[1,1.0,NaN,-Infinity,100000000000000000000]");
  }

  @Test
  void outputsThatMatchAPatternAreFoundWithoutTheCachesOwnFiles() throws IOException {
    Path outputs = Files.createDirectories(directory.resolve("outputs"));
    Files.createDirectory(outputs.resolve("sub"));
    for (String name : List.of("b_1.nii", "a_1.nii", "c.txt", ".styxcache.done", "sub/d.nii")) {
      Files.writeString(outputs.resolve(name), "");
    }
    LocalToolFiles files = new LocalToolFiles();
    assertThat(files.matches(outputs, "*.nii"))
        .containsExactly(outputs.resolve("a_1.nii"), outputs.resolve("b_1.nii"));
    assertThat(files.matches(outputs, "sub/*")).containsExactly(outputs.resolve("sub/d.nii"));
    assertThat(files.matches(outputs, ".styx*")).isEmpty();
    assertThat(files.exists(outputs.resolve("c.txt"))).isTrue();
  }
}
