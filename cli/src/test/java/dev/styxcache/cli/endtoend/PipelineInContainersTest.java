package dev.styxcache.cli.endtoend;

import dev.styxcache.adapter.runner.container.RealEngine;
import dev.styxcache.cli.tool.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The same pipeline in containers, in one image that is made of this machine's programs and takes
 * the place of those that the catalogue names.
 */
class PipelineInContainersTest {

  /** Images of the catalogue. */
  private static final List<String> IMAGES =
      List.of("mrtrix3/mrtrix3:3.0.4", "nx10x/workbench:2.1.0");

  private static final List<String> PROGRAMS =
      List.of("mrconvert", "mrmath", "mrgrid", "mrfilter", "mrthreshold", "wb_command");

  @TempDir static Path images;
  @TempDir Path directory;

  @BeforeAll
  static void requireTools() {
    PipelineByNames.require();
  }

  @ParameterizedTest
  @EnumSource(RealEngine.class)
  void allRun_allHit_andOfAChangedParameterExactlyWhatIsDownstreamRuns(RealEngine engine)
      throws IOException {
    engine.require();
    String image = engine.newImageName(images);
    engine.makeImage(
        image, "pipeline", PROGRAMS.stream().map(name -> Path.of("/usr/bin", name)).toList());
    try {
      StringBuilder overrides = new StringBuilder();
      for (String replaced : IMAGES) {
        overrides.append(overrides.isEmpty() ? "" : ", ");
        overrides.append('"').append(replaced).append("\" = \"").append(image).append('"');
      }
      Files.writeString(
          directory.resolve("styxcache.toml"),
          "[runner]\nimage_overrides = { " + overrides + " }\n");
      Session session = new Session(directory);
      PipelineByNamesTest.check(new PipelineByNames(session, "--runner", engine.executable()));
    } finally {
      engine.removeImage(image);
    }
  }
}
