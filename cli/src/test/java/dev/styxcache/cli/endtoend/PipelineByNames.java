package dev.styxcache.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.styxcache.cli.tool.Session;
import dev.styxcache.json.JsonObject;
import dev.styxcache.json.JsonReader;
import dev.styxcache.json.MalformedJsonException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Eight steps of MRtrix and Connectome Workbench on an image of nibabel, called by their names in
 * NiWrap's catalogue and by nothing else: no input is declared, and each step reads the entry of
 * the one before.
 */
final class PipelineByNames {

  private static final Path SERIES =
      Path.of("/usr/lib/python3/dist-packages/nibabel/tests/data/example4d.nii.gz");

  private final Session session;
  private final Path catalog;
  private final List<String> options;
  private final List<String> statuses = new ArrayList<>();

  /** With options of styxcache that choose a runner. */
  PipelineByNames(Session session, String... options) {
    this.session = session;
    this.catalog = catalog();
    this.options = List.of(options);
  }

  /** Skips or fails the test where the tools, the images or the catalogue are missing. */
  static void require() {
    RequiredTools.require(
        "mrtrix3",
        Path.of("/usr/bin/mrconvert"),
        Path.of("/usr/bin/mrmath"),
        Path.of("/usr/bin/mrgrid"),
        Path.of("/usr/bin/mrfilter"),
        Path.of("/usr/bin/mrthreshold"));
    RequiredTools.require("connectome-workbench", Path.of("/usr/bin/wb_command"));
    RequiredTools.require("python3-nibabel", SERIES);
    assumeTrue(
        Files.isReadable(catalog()),
        "skipped: NiWrap's descriptors are not in " + catalog().toAbsolutePath().normalize());
  }

  private static Path catalog() {
    String configured = System.getProperty("styxcache.niwrap", "");
    Path folder = configured.isEmpty() ? Path.of("../../shared/niwrap") : Path.of(configured);
    return folder.resolve("descriptors.tar.gz").toAbsolutePath();
  }

  /** Runs all steps, and returns what the last one prints. */
  List<String> run(double width) {
    statuses.clear();
    String series =
        step("output", "mrtrix/mrconvert", "--input", SERIES.toString(), "--output", "series.mif");
    String mean =
        step(
            "output",
            "mrtrix/mrmath",
            "--input",
            series,
            "--operation",
            "mean",
            "--axis",
            "3",
            "--output",
            "mean.nii");
    String grid =
        step(
            "output",
            "mrtrix/mrgrid",
            "--input",
            mean,
            "--operation",
            "regrid",
            "--voxel",
            "4",
            "--output",
            "grid.nii");
    String smooth =
        step(
            "output",
            "mrtrix/mrfilter",
            "--input",
            grid,
            "--filter",
            "smooth",
            "--fwhm",
            Double.toString(width),
            "--output",
            "smooth.nii");
    String mask = step("output", "mrtrix/mrthreshold", "--input", smooth, "--output", "mask.nii");
    String smoother =
        step(
            "volume_out",
            "workbench/volume_smoothing",
            "--volume-in",
            smooth,
            "--kernel",
            "3",
            "--volume-out",
            "smoother.nii");
    String masked =
        step(
            "volume_out",
            "workbench/volume_math",
            "--expression",
            "x * (m > 0)",
            "--volume-out",
            "masked.nii",
            "--var.name",
            "x",
            "--var.volume",
            smoother,
            "--var.name",
            "m",
            "--var.volume",
            mask);
    step("root", "workbench/volume_stats", "--volume-in", masked, "--reduce", "MEAN");
    return List.of(masked);
  }

  /** How each step of the last run came out. */
  List<String> statuses() {
    return statuses;
  }

  private String step(String output, String tool, String... parameters) {
    List<String> call = new ArrayList<>(List.of("tool", "--json", "--catalog", catalog.toString()));
    call.addAll(options);
    call.add(tool);
    call.addAll(List.of(parameters));
    Session.Result result = session.call(call.toArray(new String[0]));
    assertThat(result.code()).as("%s: %s", tool, result.error()).isZero();
    try {
      JsonObject outcome = JsonObject.root("result", JsonReader.forUsers().read(result.output()));
      statuses.add(outcome.text("status"));
      return outcome.object("outputs").text(output);
    } catch (MalformedJsonException e) {
      throw new AssertionError(result.output(), e);
    }
  }
}
