package dev.styxcache.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.consumer.Jdk.Result;
import java.io.File;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The vector kernel of BLAKE3 as a named module, which reads the module of vectors by itself. */
class VectorsIT {

  private static final String PROGRAM =
      """
      import dev.styxcache.blake3.Kernel;
      import java.nio.ByteBuffer;
      import java.util.HexFormat;

      public final class Digest {
        public static void main(String... args) {
          boolean vectors = Kernel.Kind.VECTOR.isAvailable();
          Kernel kernel = (vectors ? Kernel.Kind.VECTOR : Kernel.Kind.PLAIN).create();
          byte[] digest = kernel.hash(ByteBuffer.allocateDirect(100_000));
          System.out.println(vectors + " " + HexFormat.of().formatHex(digest));
        }
      }
      """;

  @TempDir Path directory;

  @Test
  void vectorKernel_isAvailableOnTheModulePath_whereItIsOnTheClassPath() throws Exception {
    Jdk jdk = new Jdk(directory);
    String classes = directory.resolve("classes").toString();
    jdk.write("Digest.java", PROGRAM);
    Jdk.call("javac", "-d", classes, "-cp", Jdk.JARS, directory.resolve("Digest.java").toString());

    Result onTheClassPath =
        jdk.java(
            "--add-modules",
            "jdk.incubator.vector",
            "-cp",
            classes + File.pathSeparator + Jdk.JARS,
            "Digest");
    Result onTheModulePath =
        jdk.java(
            "--add-modules",
            "jdk.incubator.vector,dev.styxcache.blake3",
            "--add-exports",
            "dev.styxcache.blake3/dev.styxcache.blake3=ALL-UNNAMED",
            "-p",
            Jdk.JARS,
            "-cp",
            classes,
            "Digest");

    assertThat(onTheClassPath.code()).as(onTheClassPath.err()).isZero();
    assertThat(onTheModulePath.code()).as(onTheModulePath.err()).isZero();
    assertThat(onTheModulePath.out()).isEqualTo(onTheClassPath.out());
  }
}
