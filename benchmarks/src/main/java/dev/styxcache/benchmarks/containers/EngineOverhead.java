package dev.styxcache.benchmarks.containers;

import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.api.caching.CachingRunner;
import dev.styxcache.application.services.Services;
import dev.styxcache.application.spi.InheritedVariables;
import dev.styxcache.application.spi.RunnerProvider;
import dev.styxcache.application.spi.RunnerSettings;
import dev.styxcache.domain.Metadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Compares, in one warm process, the engine's bare call of a tool that does nothing with the same
 * tool through its runner, as a miss and as a hit of the cache. The four are carried out in turn,
 * so that what else the machine does hits all alike; the median of each counts.
 *
 * <p>Arguments: the engine's name, how the bare call is made ({@code run --rm} or {@code exec}), an
 * image, the number of rounds. Run by {@code scripts/measure-containers.sh}.
 */
public final class EngineOverhead {

  private static final int WARMUP = 5;
  private static final double NANOS_PER_MILLI = 1e6;

  private final List<String> bareCall;
  private final Metadata tool;
  private final Runner plain;
  private final Runner cached;
  private int calls;

  private EngineOverhead(String engine, String call, String image, Path scratch) {
    String shown = image.startsWith("/") ? image : "docker.io/" + image;
    this.bareCall = List.of((engine + " " + call + " " + shown + " /bin/sh -c :").split(" "));
    this.tool = Metadata.of("nothing.v1", "nothing", "benchmarks").withImage(image);
    RunnerSettings settings =
        new RunnerSettings(scratch, scratch.resolve("data"), InheritedVariables.all(), Map.of());
    this.plain =
        Services.named(RunnerProvider.class, RunnerProvider::name, engine).create(settings);
    this.cached =
        CachingRunner.around(plain)
            .cacheDirectory(scratch.resolve("cache"))
            .workingDirectory(scratch)
            .build();
  }

  /**
   * Measures.
   *
   * @param arguments see above
   * @throws IOException if the scratch folder cannot be made, or the engine not be started
   * @throws InterruptedException never, since nobody interrupts
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path scratch = Files.createTempDirectory("engine-overhead-");
    int rounds = Integer.parseInt(arguments[3]);
    EngineOverhead overhead = new EngineOverhead(arguments[0], arguments[1], arguments[2], scratch);
    overhead.measure(WARMUP);
    double[] medians = overhead.measure(rounds);
    System.out.printf(
        Locale.ROOT,
        "| %s | %.0f ms | %.0f ms (%+.0f ms, %.2f) | %.0f ms (%+.0f ms, %.2f) | %.2f ms (%.3f) |%n",
        arguments[0],
        medians[0],
        medians[1],
        medians[1] - medians[0],
        medians[1] / medians[0],
        medians[2],
        medians[2] - medians[0],
        medians[2] / medians[0],
        medians[3],
        medians[3] / medians[0]);
  }

  /** The medians in milliseconds: bare, through the runner, a miss, a hit. */
  private double[] measure(int rounds) throws IOException, InterruptedException {
    long[][] nanos = new long[4][rounds];
    for (int round = 0; round < rounds; round++) {
      calls++;
      long begin = System.nanoTime();
      bare();
      long bare = System.nanoTime();
      call(plain);
      long run = System.nanoTime();
      call(cached);
      long missed = System.nanoTime();
      call(cached);
      long hit = System.nanoTime();
      nanos[0][round] = bare - begin;
      nanos[1][round] = run - bare;
      nanos[2][round] = missed - run;
      nanos[3][round] = hit - missed;
    }
    return Arrays.stream(nanos).mapToDouble(EngineOverhead::median).toArray();
  }

  private void bare() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(bareCall)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException(String.join(" ", bareCall) + " failed");
    }
  }

  private void call(Runner runner) {
    Execution execution = runner.startExecution(tool);
    execution.params(Map.of("call", calls));
    execution.outputFile("none", true);
    execution.run(List.of("/bin/sh", "-c", ":"), OutputHandler.discard(), OutputHandler.discard());
  }

  private static double median(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2] / NANOS_PER_MILLI;
  }
}
