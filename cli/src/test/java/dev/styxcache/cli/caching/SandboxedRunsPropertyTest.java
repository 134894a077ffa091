package dev.styxcache.cli.caching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.styxcache.adapter.runner.local.LocalRunnerProvider;
import dev.styxcache.application.api.CachePolicy;
import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.RunReport.Status;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.api.caching.CachingRunner;
import dev.styxcache.application.spi.InheritedVariables;
import dev.styxcache.application.spi.RunnerHealth;
import dev.styxcache.application.spi.RunnerSettings;
import dev.styxcache.application.spi.VariablesExecution;
import dev.styxcache.domain.Metadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * In a sandbox, the second of two calls is a hit exactly if nothing has changed that the tool can
 * see. The tool tells all that it sees: arguments, variables, and every file it can find.
 *
 * <p>Another seed is set by {@code -Dstyxcache.seed}, another number of cases by {@code
 * -Dstyxcache.cases}.
 */
class SandboxedRunsPropertyTest {

  private static final int CASES = Integer.getInteger("styxcache.cases", 2_000);

  private static final Metadata TOOL = Metadata.of("nosy.v1", "nosy", "demo");

  /**
   * Modes count within directories only, times nowhere, and a link to a file is that file, wherever
   * it stands: docs/key-format.md.
   */
  private static final String SCRIPT =
      """
      exec >out.txt
      unset PWD OLDPWD
      env -0 | sort -z
      root=$1
      shift
      for argument; do printf '<%s>\\n' "$argument"; done
      cd "$root" 2>/dev/null || exit 0
      find . -mindepth 1 -path ./copy -o '(' -type l '!' -xtype f -printf 'l %p %l\\0' ')' \
      -o '(' -type d -printf 'd %p\\0' ')' -o -printf 'f %p\\0' | sort -z
      find . -path ./copy -o -xtype f -print0 | sort -z | xargs -0 -r sh -c '
        tail -v -n +1 "$@"
        for file; do [ "${file#./in/}" = "$file" ] && [ -x "$file" ] && echo "x $file"; done; true' sh
      """;

  @TempDir Path directory;

  private RunnerSettings settings(SandboxWorld world) {
    Map<String, Object> options = Map.of("sandbox", "bubblewrap", "environ", world.environ);
    return new RunnerSettings(
        directory,
        directory.resolve("data"),
        new InheritedVariables(Set.copyOf(System.getenv().keySet()), world.inherited),
        options);
  }

  private static void requireSandbox() {
    RunnerSettings plain = RunnerSettings.defaults();
    RunnerHealth health =
        new LocalRunnerProvider()
            .check(
                new RunnerSettings(
                    plain.workingDirectory(),
                    plain.dataDirectory(),
                    plain.inherited(),
                    Map.of("sandbox", "bubblewrap")));
    boolean usable = health instanceof RunnerHealth.Ready;
    if (System.getenv("STYX_TESTS_REQUIRE") == null) {
      assumeTrue(usable, health.toString());
    }
    assertThat(usable).as("%s", health).isTrue();
  }

  /** Runs the tool, and returns what it saw. */
  private static String run(Execution execution, SandboxWorld world) throws IOException {
    execution.params(Map.of("root", world.root.toString(), "arguments", world.arguments));
    VariablesExecution.give(execution, Set.copyOf(world.listed));
    for (Path input : world.inputs) {
      execution.inputFile(input, false, false);
    }
    Path output = execution.outputFile("out.txt", false);
    List<String> command = new ArrayList<>(List.of("sh", "-c", SCRIPT, "sh"));
    command.add(world.root.toString());
    command.addAll(world.arguments);
    execution.run(command, OutputHandler.discard(), OutputHandler.discard());
    return Files.readString(output);
  }

  @Test
  void secondCall_isAHit_exactlyIfTheToolCouldSeeNoChange() throws IOException {
    requireSandbox();
    long seed = Long.getLong("styxcache.seed", System.nanoTime());
    System.out.println("styxcache.seed=" + seed);
    Random random = new Random(seed);
    Bench bench = new Bench(directory);
    int hits = 0;
    for (int number = 0; number < CASES; number++) {
      String place = "seed " + seed + ", case " + number + ": ";
      SandboxWorld world = new SandboxWorld(directory.resolve("world"), random);
      world.arguments.add("case " + number);
      String before = run(caching(bench, world).startExecution(TOOL), world);
      assertThat(bench.events.last().status()).as(place).isEqualTo(Status.MISS);

      String change = place + world.change();

      String served = run(caching(bench, world).startExecution(TOOL), world);
      boolean hit = bench.events.last().status() == Status.HIT;
      String now = hit ? run(runner(world).startExecution(TOOL), world) : served;
      assertThat(hit).as(change).isEqualTo(now.equals(before));
      assertThat(served).as(change).isEqualTo(now);
      hits += hit ? 1 : 0;
    }
    assertThat(hits).as("both kinds occur").isBetween(CASES / 10, CASES * 9 / 10);
  }

  private Runner runner(SandboxWorld world) {
    return new LocalRunnerProvider().create(settings(world));
  }

  private CachingRunner caching(Bench bench, SandboxWorld world) {
    return CachingRunner.around(runner(world))
        .store(bench.store())
        .workingDirectory(directory)
        .policy(CachePolicy.builder().envAllowlist(Set.copyOf(world.listed)).build())
        .events(bench.events)
        .build();
  }
}
