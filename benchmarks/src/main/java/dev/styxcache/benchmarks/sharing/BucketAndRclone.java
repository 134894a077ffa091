package dev.styxcache.benchmarks.sharing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Stores entries in a bucket and hydrates them, in turns with {@code rclone copy} of the same files
 * to and from the same server. Best of several rounds of each, in which now the one and now the
 * other is first. This is one warm process: a tool that takes minutes is run in between, so that
 * starting is no part of it; rclone starts in some tens of milliseconds.
 *
 * <p>A virtual machine that writes to memory for the first time is given it by its host, which can
 * take longer than all else. So before each step as much is written, and deleted, as the step is
 * going to write; and what a step has made is deleted before the next.
 */
public final class BucketAndRclone {

  private static final int SMALL_FILES = 2000;
  private static final int SMALL_BYTES = 4096;
  private static final long LARGE_BYTES = 1L << 30;
  private static final int BLOCK = 1 << 20;

  /** So many times as fast as rclone it must be, each way. */
  private static final double SMALL_BAR = 5;

  private static final double LARGE_BAR = 1;

  private final Path folder;
  private final Rclone rclone;
  private final Machine first;
  private final Machine second;

  private BucketAndRclone(Path folder, BucketServer server) {
    this.folder = folder;
    this.rclone = new Rclone(server.endpoint());
    this.first = new Machine(folder.resolve("here"), server.endpoint());
    this.second = new Machine(folder.resolve("there"), server.endpoint());
  }

  /**
   * Measures.
   *
   * @param arguments {@code small} or {@code large}, and the number of rounds
   * @throws Exception if something fails
   */
  public static void main(String[] arguments) throws Exception {
    boolean small = arguments[0].equals("small");
    int rounds = Integer.parseInt(arguments[1]);
    System.setProperty("aws.accessKeyId", BucketServer.ACCESS_KEY);
    System.setProperty("aws.secretAccessKey", BucketServer.SECRET);
    boolean isFastEnough;
    Path folder = Files.createTempDirectory(Path.of("").toAbsolutePath(), "sharing-");
    try (BucketServer server =
        BucketServer.start(Files.createDirectory(folder.resolve("server")))) {
      BucketAndRclone benchmark = new BucketAndRclone(folder, server);
      benchmark.rclone.makeBucket();
      isFastEnough = benchmark.run(small, rounds);
    } finally {
      delete(folder);
    }
    System.exit(isFastEnough ? 0 : 1);
  }

  private boolean run(boolean small, int rounds) throws Exception {
    String what = small ? SMALL_FILES + " files of 4 KiB" : "one file of 1 GiB";
    double[] best = {Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE};
    for (int round = 0; round < rounds; round++) {
      double[] times = round(small, round);
      for (int i = 0; i < best.length; i++) {
        best[i] = Math.min(best[i], times[i]);
      }
    }
    System.out.printf(
        "%s, storing: rclone %.0f ms, styxcache %.0f ms, ratio %.2f%n",
        what, best[0], best[1], best[0] / best[1]);
    System.out.printf(
        "%s, hydrating: rclone %.0f ms, styxcache %.0f ms, ratio %.2f%n",
        what, best[2], best[3], best[2] / best[3]);
    double bar = small ? SMALL_BAR : LARGE_BAR;
    return best[0] / best[1] >= bar && best[2] / best[3] >= bar;
  }

  private double[] round(boolean small, int round) throws Exception {
    String name = "r" + round;
    Path source = Files.createDirectory(folder.resolve(name + "-source"));
    if (small) {
      for (int i = 0; i < SMALL_FILES; i++) {
        noise(source.resolve("file" + i), SMALL_BYTES, round * 10_000L + i);
      }
    } else {
      noise(source.resolve("file"), LARGE_BYTES, round);
    }
    first.make(name, source);
    long bytes = small ? (long) SMALL_FILES * SMALL_BYTES : LARGE_BYTES;
    double[] times = new double[4];
    Path copy = folder.resolve(name + "-copy");
    Step[] steps = {
      () -> rclone.store(source, name),
      () -> first.push(name),
      () -> rclone.fetch(name, copy),
      () -> second.pull(name)
    };
    int ahead = round % 2;
    for (int step : new int[] {ahead, 1 - ahead, 2 + ahead, 3 - ahead}) {
      haveMemory(2 * bytes);
      times[step] = time(steps[step]);
      if (step == 2) {
        delete(copy);
      } else if (step == 3) {
        second.remove(name);
      }
    }
    delete(source);
    first.remove(name);
    rclone.deleteAll();
    return times;
  }

  /** What is freed last is given out first. */
  private void haveMemory(long bytes) throws IOException {
    Path filler = folder.resolve("filler");
    try (OutputStream out = Files.newOutputStream(filler)) {
      byte[] block = new byte[BLOCK];
      for (long written = 0; written < bytes; written += block.length) {
        out.write(block);
      }
    }
    Files.delete(filler);
  }

  @FunctionalInterface
  private interface Step {
    void run() throws Exception;
  }

  private static double time(Step step) throws Exception {
    long begin = System.nanoTime();
    step.run();
    double millis = (System.nanoTime() - begin) / 1e6;
    System.err.printf("%.0f ms%n", millis);
    return millis;
  }

  private static void noise(Path file, long bytes, long seed) throws IOException {
    byte[] block = new byte[(int) Math.min(bytes, BLOCK)];
    Random random = new Random(seed);
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long written = 0; written < bytes; written += block.length) {
        random.nextBytes(block);
        out.write(block);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
