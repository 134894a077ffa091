package dev.styxcache.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.styxcache.consumer.Jdk.Result;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The native code of BLAKE3 as the jars carry it: where it is unpacked, and when it is not used.
 */
class NativeCodeIT {

  private static final String PROGRAM =
      """
      package digest;

      import dev.styxcache.blake3.NativeCode;

      public final class Digest {
        public static void main(String... args) {
          System.out.println(NativeCode.obstacle().orElse("native"));
        }
      }
      """;

  /** Where it is unpacked, in the directory of the test. */
  private static final String UNPACKED = "caches/styxcache/native";

  private static final String EXPORT = "dev.styxcache.blake3/dev.styxcache.blake3=digest";

  @TempDir Path directory;
  private Jdk jdk = new Jdk(Path.of(""));
  private String classes = "";

  @BeforeEach
  void compile() throws IOException, InterruptedException {
    jdk = new Jdk(directory);
    classes = directory.resolve("classes").toString();
    jdk.write("Digest.java", PROGRAM);
    Jdk.call("javac", "-d", classes, "-cp", Jdk.JARS, directory.resolve("Digest.java").toString());
    String there = onTheClassPath("--enable-native-access=ALL-UNNAMED").out();
    boolean required = "all".equals(System.getenv("STYX_TESTS_REQUIRE"));
    assertThat(there.equals("native\n") || !required).as(there).isTrue();
    assumeTrue(there.equals("native\n"), there);
  }

  private Result onTheClassPath(String... options) throws IOException, InterruptedException {
    return call(options, "-cp", classes + File.pathSeparator + Jdk.JARS, "digest.Digest");
  }

  private Result call(String[] options, String... rest) throws IOException, InterruptedException {
    Result result =
        jdk.java(Stream.concat(Stream.of(options), Stream.of(rest)).toArray(String[]::new));
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.err()).isEmpty();
    return result;
  }

  private List<Path> unpacked() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve(UNPACKED))) {
      return files.toList();
    }
  }

  @Test
  void nativeCode_isUnpackedOnce_whereOnlyTheUserHasAccess() throws Exception {
    assertThat(unpacked()).hasSize(1);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(unpacked().get(0))))
        .isEqualTo("rwx------");
    Path folder = directory.resolve(UNPACKED);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
    Object inode = Files.getAttribute(unpacked().get(0), "unix:ino");

    assertThat(onTheClassPath("--enable-native-access=ALL-UNNAMED").out()).isEqualTo("native\n");

    assertThat(unpacked()).hasSize(1);
    assertThat(Files.getAttribute(unpacked().get(0), "unix:ino")).isEqualTo(inode);
  }

  @Test
  void unpackedFile_thatIsCorrupt_isReplaced() throws Exception {
    Path file = unpacked().get(0);
    byte[] good = Files.readAllBytes(file);
    Files.write(file, new byte[good.length]);

    assertThat(onTheClassPath("--enable-native-access=ALL-UNNAMED").out()).isEqualTo("native\n");

    assertThat(unpacked().get(0)).hasBinaryContent(good);
  }

  @Test
  void folder_thatOthersCanWriteTo_isNotUsed() throws Exception {
    Files.setPosixFilePermissions(
        directory.resolve(UNPACKED), PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThat(onTheClassPath("--enable-native-access=ALL-UNNAMED").out())
        .contains("others can", "0700");
  }

  @Test
  void fileBesideTheJar_isUsed_unlessOthersCanWriteToIt() throws Exception {
    Path jar =
        Stream.of(Jdk.JARS.split(File.pathSeparator, -1))
            .map(Path::of)
            .filter(path -> String.valueOf(path.getFileName()).startsWith("styxcache-blake3"))
            .findFirst()
            .orElseThrow();
    Path copy = Files.copy(jar, directory.resolve("copy.jar"));
    Path library = null;
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (entry.getName().startsWith("META-INF/native/") && !entry.isDirectory()) {
          library = directory.resolve(entry.getName());
          Files.createDirectories(library.getParent());
          Files.copy(zip.getInputStream(entry), library);
        }
      }
    }
    Files.delete(unpacked().get(0));
    String[] options = {
      "--enable-native-access=ALL-UNNAMED", "-cp", classes + File.pathSeparator + copy
    };

    assertThat(call(options, "digest.Digest").out()).isEqualTo("native\n");
    assertThat(unpacked()).isEmpty();

    Files.setPosixFilePermissions(
        Objects.requireNonNull(library), PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(call(options, "digest.Digest").out()).isEqualTo("native\n");
    assertThat(unpacked()).hasSize(1);
  }

  @Test
  void nativeCode_isNotLoaded_whereJavaWouldWarnOrItIsSwitchedOff() throws Exception {
    assertThat(onTheClassPath().out())
        .isEqualTo(
            Runtime.version().feature() < 24
                ? "native\n"
                : "native code is not enabled; start Java with"
                    + " --enable-native-access=ALL-UNNAMED\n");
    assertThat(onTheClassPath("-Ddev.styxcache.native=off").out()).contains("switched off");
  }

  @Test
  void nativeCode_isLoaded_onTheModulePathAndInAnImage() throws Exception {
    jdk.write("src/module-info.java", "module digest {\n  requires dev.styxcache.blake3;\n}\n");
    Jdk.call(
        "javac",
        "-d",
        directory.resolve("modules/digest").toString(),
        "-p",
        Jdk.JARS,
        "--add-exports",
        EXPORT,
        directory.resolve("src/module-info.java").toString(),
        directory.resolve("Digest.java").toString());
    String modules = directory.resolve("modules") + File.pathSeparator + Jdk.JARS;
    String[] enabled = {"--enable-native-access=dev.styxcache.blake3", "--add-exports", EXPORT};
    assertThat(call(enabled, "-p", modules, "-m", "digest/digest.Digest").out())
        .isEqualTo("native\n");

    Path image = directory.resolve("image");
    Jdk.call("jlink", "-p", modules, "--add-modules", "digest", "--output", image.toString());
    Result inAnImage =
        jdk.start(
            image,
            Stream.concat(Stream.of(enabled), Stream.of("-m", "digest/digest.Digest"))
                .toArray(String[]::new));
    assertThat(inAnImage.err()).isEmpty();
    assertThat(inAnImage.out()).isEqualTo("native\n");
  }
}
