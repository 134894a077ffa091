package dev.styxcache.benchmarks.processes;

import dev.styxcache.blake3.Kernel;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * Hashes one file by the scalar kernel in a JVM that does nothing else, and ends: what a cold
 * process is measured by.
 */
public final class ScalarHash {

  private ScalarHash() {}

  /**
   * The entry point.
   *
   * @param arguments the file
   * @throws IOException if it cannot be read
   */
  public static void main(String[] arguments) throws IOException {
    ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(Path.of(arguments[0])));
    byte[] digest = Kernel.Kind.SCALAR.create().hash(content);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    out.println(HexFormat.of().formatHex(digest));
  }
}
