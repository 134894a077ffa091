package dev.styxcache.blake3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The C code under the address sanitizer and the sanitizer of undefined behaviour, with inputs of
 * random lengths and splits; the digests are those of the reference library.
 */
class SanitizedNativeCodeTest {

  private static final long SEED = Long.getLong("fuzz.seed", 20261201);
  private static final int INPUTS = Integer.getInteger("fuzz.inputs", 400);

  @TempDir Path directory;
  private Path check = Path.of("");

  private record Ended(int code, String output) {}

  private static Ended run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }

  @BeforeEach
  void compile() throws IOException, InterruptedException {
    check = directory.resolve("check");
    Ended ended;
    try {
      ended = run(List.of("sh", "src/test/native/build.sh", check.toString()));
    } catch (IOException e) {
      ended = new Ended(1, e.toString());
    }
    if (ended.code() != 0) {
      assertThat(System.getenv("STYX_TESTS_REQUIRE")).as(ended.output()).isNotEqualTo("all");
      abort("no C compiler with sanitizers: " + ended.output());
    }
  }

  @Test
  void randomInputs_haveTheReferencesDigests_andNothingIsReadBeyondThem() throws Exception {
    Path inputs = directory.resolve("inputs");
    Random random = new Random(SEED);
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(inputs));
        DataOutputStream stream = new DataOutputStream(file)) {
      for (int i = 0; i < INPUTS; i++) {
        byte[] input = new byte[length(random, i)];
        random.nextBytes(input);
        stream.writeInt(Integer.reverseBytes(input.length));
        stream.write(input);
        stream.write(HexFormat.of().parseHex(TestKernels.reference(input)));
      }
    }

    Ended ended = run(List.of(check.toString(), inputs.toString(), Long.toString(SEED)));

    assertThat(ended.code()).as("seed %s: %s", SEED, ended.output()).isZero();
    assertThat(ended.output().lines())
        .isNotEmpty()
        .allMatch(line -> line.endsWith(": " + INPUTS + " inputs"));
  }

  /** Mostly some chunks; sometimes some MiB, up to 10; often at the edge of a block or chunk. */
  private static int length(Random random, int which) {
    int most = which % 100 == 0 ? 10 << 20 : which % 10 == 0 ? 2 << 20 : 40_000;
    int length = random.nextInt(most);
    return switch (random.nextInt(4)) {
      case 0 -> length / 1024 * 1024;
      case 1 -> Math.max(0, length / 64 * 64 + random.nextInt(3) - 1);
      default -> length;
    };
  }
}
