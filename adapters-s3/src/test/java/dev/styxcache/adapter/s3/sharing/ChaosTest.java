package dev.styxcache.adapter.s3.sharing;

import static dev.styxcache.application.api.RunReport.Status.HIT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.adapter.s3.ProxyServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A network that drops, delays, truncates and corrupts never stops a run, nor serves wrong bytes.
 */
@Timeout(900)
class ChaosTest {

  private static final int RUNS = 500;
  private static final int KEYS = 60;
  private static final int LARGE = 20;
  private static final long SEED = 20261128;

  @TempDir Path directory;

  @Test
  void over500Runs_nothingWrongIsServed_andNoRunFails() throws Exception {
    System.out.println("seed of the chaos: " + SEED);
    List<byte[]> noise = new ArrayList<>();
    for (int i = 0; i < KEYS; i++) {
      byte[] content = new byte[i % LARGE == 0 ? (17 << 20) + i : 40_000 + i];
      new Random(SEED + i).nextBytes(content);
      noise.add(content);
      Files.write(directory.resolve("noise" + i), content);
    }
    int hits = 0;
    try (ProxyServer server = ProxyServer.start(directory.resolve("server"));
        ChaosProxy network = new ChaosProxy(server.endpoint(), SEED)) {
      Map<String, Object> options = new HashMap<>(server.options("styx/"));
      options.put("endpoint", network.endpoint().toString());
      options.put("connect_timeout", 1L);
      options.put("read_timeout", 1L);
      Random random = new Random(SEED);
      for (int i = 0; i < RUNS; i++) {
        int which = random.nextInt(KEYS);
        // A machine that has nothing but what the bucket gives, so that each run goes through it.
        try (BucketMachine machine = new BucketMachine(directory.resolve("m" + i), options)) {
          BucketMachine.Run run =
              machine.run(
                  "cp "
                      + directory.resolve("noise" + which)
                      + " noise; mkdir d; for i in 1 2 3 4 5 6 7 8 9 10 11 12; do seq $i 900 > d/$i; done;"
                      + " seq "
                      + which
                      + " 2000 > out; chmod 750 out; touch -d '2001-02-03 04:05:06.7' out");

          assertIsRight(run, which, noise.get(which));
          hits += run.status() == HIT ? 1 : 0;
        }
        delete(directory.resolve("m" + i));
      }
      System.out.println(hits + " of " + RUNS + " runs were hits; faults: " + network.faults());
      network.faults().values().forEach(count -> assertThat(count).isGreaterThan(20));
    }
    assertThat(hits).isBetween(RUNS / 10, RUNS - KEYS);
  }

  private static void assertIsRight(BucketMachine.Run run, int which, byte[] noise)
      throws Exception {
    StringBuilder numbers = new StringBuilder();
    for (int n = which; n <= 2000; n++) {
      numbers.append(n).append('\n');
    }
    assertThat(run.text()).isEqualTo(numbers.toString());
    Path entry = run.output().resolveSibling("");
    assertThat(Files.readAllBytes(entry.resolve("noise"))).isEqualTo(noise);
    assertThat(entry.resolve("d")).isDirectoryContaining(path -> path.endsWith("12"));
    assertThat(Files.readString(entry.resolve("d/12"))).startsWith("12\n13\n").endsWith("900\n");
    assertThat(Files.getPosixFilePermissions(run.output())).hasSize(4);
    assertThat(Files.getLastModifiedTime(run.output()).toMillis() % 1000).isEqualTo(700);
  }

  private static void delete(Path folder) throws Exception {
    // Also what is read-only.
    assertThat(new ProcessBuilder("rm", "-rf", folder.toString()).start().waitFor()).isZero();
  }
}
