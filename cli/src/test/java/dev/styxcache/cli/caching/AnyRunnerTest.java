package dev.styxcache.cli.caching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.adapter.runner.local.LocalRunner;
import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.RunReport.Status;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.api.caching.CachingRunner;
import dev.styxcache.application.api.caching.GlobalRunner;
import dev.styxcache.domain.Metadata;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Any runner can be wrapped, also one that knows nothing of the cache. */
class AnyRunnerTest {

  @TempDir Path directory;
  private Bench bench;

  @BeforeEach
  void makeBench() {
    bench = new Bench(directory);
    bench.file("in.txt", "content");
  }

  @Test
  void runnerThatChoosesItsOwnOutputDirectory_hasItsOutputsCopiedIntoTheEntry() {
    Runner foreign = metadata -> new OwnDirectoryOnly(bench.base().startExecution(metadata));
    for (Status expected : new Status[] {Status.MISS, Status.HIT}) {
      CachingRunner runner =
          CachingRunner.around(foreign)
              .store(bench.store())
              .workingDirectory(bench.work)
              .events(bench.events)
              .build();

      Bench.Outputs paths =
          bench
              .call(runner, "mkdir sub; cat \"$1\" > sub/out.txt; ln -s sub/out.txt link")
              .input("in.txt")
              .output("sub/out.txt")
              .output("link")
              .run();

      assertThat(bench.events.last().status()).isEqualTo(expected);
      assertThat(paths.values())
          .allSatisfy(path -> assertThat(path).startsWith(bench.cache).hasContent("content"));
    }
    assertThat(bench.runs()).isEqualTo(1);
    bench.assertNothingInProgress();
  }

  @Test
  void runnerThatChangesTheParameters_hasItsOwnInTheKey() {
    for (String version : List.of("1", "2", "1")) {
      Runner versioned =
          metadata -> new WithParameter(bench.base().startExecution(metadata), version);
      CachingRunner runner = CachingRunner.around(versioned).store(bench.store()).build();
      bench.call(runner, ": > out").param("a", 1).output("out").run();
    }

    assertThat(bench.runs()).isEqualTo(2);
  }

  @Test
  void runnerWithoutAnImageResolver_warnsOnceOfAFloatingTag() {
    Runner foreign = metadata -> bench.base().startExecution(metadata);
    CachingRunner runner =
        CachingRunner.around(foreign).store(bench.store()).events(bench.events).build();
    for (String image : List.of("fsl:6.0.4", "fsl:latest", "fsl:latest")) {
      Metadata tool = Bench.TOOL.withImage(image);
      bench.call(runner, ": > out").metadata(tool).output("out").run();
    }

    assertThat(bench.events.warnings)
        .singleElement()
        .asString()
        .contains("fsl:latest", "floats", "Name a version");
  }

  @Test
  void localRunner_usesNoImage_andWarnsOfNoTag() {
    Metadata tool = Bench.TOOL.withImage("fsl:latest");
    bench.call(bench.runner(), ": > out").metadata(tool).output("out").run();

    assertThat(bench.events.warnings).isEmpty();
  }

  @Test
  void globalRunner_isTheLocalRunnerUntilAnotherIsSet() {
    Runner before = GlobalRunner.get();
    assertThat(before).isInstanceOf(LocalRunner.class).isSameAs(GlobalRunner.get());
    CachingRunner runner = bench.runner();
    try {
      GlobalRunner.set(runner);
      assertThat(GlobalRunner.get()).isSameAs(runner);
    } finally {
      GlobalRunner.set(before);
    }
  }

  /** Hides that the output directory can be redirected. */
  private record OwnDirectoryOnly(Execution execution) implements Execution {

    @Override
    public String inputFile(Path hostFile, boolean resolveParent, boolean mutable) {
      return execution.inputFile(hostFile, resolveParent, mutable);
    }

    @Override
    public Path outputFile(String localFile, boolean optional) {
      return execution.outputFile(localFile, optional);
    }

    @Override
    public Map<String, ?> params(Map<String, ?> params) {
      return execution.params(params);
    }

    @Override
    public void run(List<String> command, OutputHandler stdout, OutputHandler stderr) {
      execution.run(command, stdout, stderr);
    }
  }

  private record WithParameter(Execution execution, String version) implements Execution {

    @Override
    public String inputFile(Path hostFile, boolean resolveParent, boolean mutable) {
      return execution.inputFile(hostFile, resolveParent, mutable);
    }

    @Override
    public Path outputFile(String localFile, boolean optional) {
      return execution.outputFile(localFile, optional);
    }

    @Override
    public Map<String, ?> params(Map<String, ?> params) {
      Map<String, Object> more = new LinkedHashMap<>(params);
      more.put("version", version);
      return execution.params(more);
    }

    @Override
    public void run(List<String> command, OutputHandler stdout, OutputHandler stderr) {
      execution.run(command, stdout, stderr);
    }
  }
}
