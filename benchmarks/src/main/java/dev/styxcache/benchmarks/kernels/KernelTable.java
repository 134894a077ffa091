package dev.styxcache.benchmarks.kernels;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures the kernels on the JDK that runs this, and prints tables for {@code
 * docs/performance.md}: GB/s, and the ratios that there are bars for.
 */
public final class KernelTable {

  private static final int MIB = 1 << 20;
  private static final int LARGE = 64 * MIB;
  private static final int FILE = 8192;

  private final Map<Integer, Map<Digester, Double>> speeds = new TreeMap<>();
  private final List<String> lines = new ArrayList<>();

  private KernelTable() {}

  /**
   * Measures and prints.
   *
   * @param arguments the sizes in bytes, if not all
   * @throws RunnerException if a benchmark fails
   */
  public static void main(String[] arguments) throws RunnerException {
    KernelTable table = new KernelTable();
    table.measure(arguments);
    table.lines.forEach(System.out::println);
  }

  private void measure(String[] sizes) throws RunnerException {
    OptionsBuilder options = new OptionsBuilder();
    options.include(KernelSpeed.class.getName()).verbosity(VerboseMode.SILENT);
    options.shouldFailOnError(true);
    if (sizes.length > 0) {
      options.param("bytes", sizes);
    }
    for (RunResult result : new Runner(options.build()).run()) {
      int bytes = Integer.parseInt(result.getParams().getParam("bytes"));
      Digester digester = Digester.valueOf(result.getParams().getParam("digester"));
      speeds
          .computeIfAbsent(bytes, size -> new EnumMap<>(Digester.class))
          .put(digester, bytes / fastest(result));
    }
    addSpeeds();
    addRatio("native to SHA-256, 1 MiB", MIB, Digester.NATIVE, Digester.SHA256);
    addRatio("native to SHA-256, 64 MiB", LARGE, Digester.NATIVE, Digester.SHA256);
    addRatio("plain to rctcwyvrn, 1 MiB", MIB, Digester.PLAIN, Digester.RCTCWYVRN);
    if (sizes.length == 0) {
      addBatches();
    }
  }

  /** The least time of all iterations, in which others have disturbed least. */
  private static double fastest(RunResult result) {
    return result.getPrimaryResult().getStatistics().getMin();
  }

  private void addSpeeds() {
    lines.add("JDK " + System.getProperty("java.version") + ", one thread, GB/s");
    lines.add("");
    lines.add("| bytes | native | plain | scalar | rctcwyvrn | SHA-256 |");
    lines.add("| ---: | ---: | ---: | ---: | ---: | ---: |");
    speeds.forEach(
        (bytes, row) -> {
          StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "| %,d |", bytes));
          row.values().forEach(v -> line.append(String.format(Locale.ROOT, " %.2f |", v)));
          lines.add(line.toString());
        });
    lines.add("");
  }

  private void addRatio(String what, int bytes, Digester ours, Digester other) {
    Map<Digester, Double> row = speeds.get(bytes);
    if (row != null) {
      double ratio = row.getOrDefault(ours, 0.0) / row.getOrDefault(other, 1.0);
      lines.add(String.format(Locale.ROOT, "%s: %.2f", what, ratio));
    }
  }

  private void addBatches() throws RunnerException {
    Options options =
        new OptionsBuilder()
            .include(BatchSpeed.class.getName())
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true)
            .build();
    Collection<RunResult> results = new Runner(options).run();
    for (RunResult result : results) {
      double nanos = fastest(result);
      lines.add(
          String.format(
              Locale.ROOT,
              "a file of 8 KiB among 128, %s: %.1f µs, %.2f GB/s",
              result.getParams().getParam("kind").toLowerCase(Locale.ROOT),
              nanos / 1000,
              FILE / nanos));
    }
  }
}
