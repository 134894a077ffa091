package dev.styxcache.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.adapter.runner.local.LocalRunner;
import dev.styxcache.application.api.CacheEvents;
import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.LockHolder;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.RunReport;
import dev.styxcache.application.api.RunReport.Status;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.api.caching.CachingRunner;
import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.key.CacheKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real neuroimaging tools on real images, in a pipeline: each step's input is the entry of the step
 * before. The wrappers are written as Styx generates them.
 */
class NeuroimagingPipelineTest {

  private static final Path IMAGES = Path.of("/usr/lib/python3/dist-packages/nibabel/tests/data");
  private static final Path SERIES = IMAGES.resolve("example4d.nii.gz");
  private static final Path ANATOMICAL = IMAGES.resolve("anatomical.nii");

  @TempDir Path directory;
  private final List<Status> statuses = new ArrayList<>();

  @BeforeAll
  static void requireTools() {
    RequiredTools.require(
        "mrtrix3",
        Path.of("/usr/bin/mrconvert"),
        Path.of("/usr/bin/mrgrid"),
        Path.of("/usr/bin/mrstats"));
    RequiredTools.require("python3-nibabel", SERIES, ANATOMICAL);
  }

  @Test
  void pipelineOfThreeSteps_runs_hits_andRunsAgainFromTheStepThatChanged() {
    List<String> first = pipeline(SERIES, 4.0);
    assertThat(statuses).containsExactly(Status.MISS, Status.MISS, Status.MISS);

    statuses.clear();
    List<String> second = pipeline(SERIES, 4.0);
    assertThat(statuses).containsExactly(Status.HIT, Status.HIT, Status.HIT);
    assertThat(second).isEqualTo(first).isNotEmpty();

    statuses.clear();
    List<String> third = pipeline(SERIES, 6.0);
    assertThat(statuses).containsExactly(Status.HIT, Status.MISS, Status.MISS);
    assertThat(third).isNotEqualTo(first);
  }

  @Test
  void anotherImage_runsAllThreeSteps() throws Exception {
    pipeline(SERIES, 4.0);
    statuses.clear();

    pipeline(ANATOMICAL, 4.0);
    assertThat(statuses).containsExactly(Status.MISS, Status.MISS, Status.MISS);

    statuses.clear();
    Path copy = Files.copy(ANATOMICAL, directory.resolve("renamed.nii"));
    pipeline(copy, 4.0);
    assertThat(statuses).containsExactly(Status.HIT, Status.HIT, Status.HIT);
  }

  private List<String> pipeline(Path image, double voxelSize) {
    Runner runner =
        CachingRunner.around(local())
            .cacheDirectory(directory.resolve("cache"))
            .events(new Statuses())
            .build();
    Path converted = mrconvert(runner, image);
    Path regridded = mrgrid(runner, converted, voxelSize);
    return mrstats(runner, regridded);
  }

  private LocalRunner local() {
    return LocalRunner.builder()
        .workingDirectory(directory)
        .dataDirectory(directory.resolve("data"))
        .build();
  }

  private static Path mrconvert(Runner runner, Path input) {
    Execution execution = runner.startExecution(Metadata.of("mrconvert.v1", "mrconvert", "mrtrix"));
    execution.params(Map.of("input", input, "output", "converted.mif"));
    List<String> command =
        List.of("mrconvert", "-quiet", execution.inputFile(input, false, false), "converted.mif");
    Path output = execution.outputFile("converted.mif", false);
    execution.run(command, OutputHandler.discard(), OutputHandler.discard());
    return output;
  }

  private static Path mrgrid(Runner runner, Path input, double voxelSize) {
    Execution execution = runner.startExecution(Metadata.of("mrgrid.v1", "mrgrid", "mrtrix"));
    execution.params(Map.of("input", input, "voxel", voxelSize, "output", "regridded.mif"));
    List<String> command =
        List.of(
            "mrgrid",
            "-quiet",
            execution.inputFile(input, false, false),
            "regrid",
            "-voxel",
            Double.toString(voxelSize),
            "regridded.mif");
    Path output = execution.outputFile("regridded.mif", false);
    execution.run(command, OutputHandler.discard(), OutputHandler.discard());
    return output;
  }

  private static List<String> mrstats(Runner runner, Path input) {
    Execution execution = runner.startExecution(Metadata.of("mrstats.v1", "mrstats", "mrtrix"));
    execution.params(Map.of("input", input));
    List<String> command =
        List.of(
            "mrstats",
            "-quiet",
            "-output",
            "mean",
            "-output",
            "count",
            execution.inputFile(input, false, false));
    execution.outputFile(".", false);
    List<String> lines = new ArrayList<>();
    execution.run(command, OutputHandler.lines(lines::add), OutputHandler.discard());
    return lines;
  }

  private final class Statuses implements CacheEvents {
    @Override
    public void finished(RunReport report) {
      statuses.add(report.status());
    }

    @Override
    public void warning(String message) {
      throw new AssertionError("nothing is wrong with the cache: " + message);
    }

    @Override
    public void waiting(CacheKey key, LockHolder holder) {
      throw new AssertionError("nobody else runs " + key);
    }
  }
}
