package dev.styxcache.adapter.runner.singularity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.adapter.runner.container.ContainerRun.UserMapping;
import dev.styxcache.adapter.runner.container.Containers;
import dev.styxcache.adapter.runner.container.EngineCommands;
import dev.styxcache.application.api.ContainerEngineException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SingularityEngineTest {

  private final SingularityEngine engine =
      new SingularityEngine(Path.of("/here"), java.util.Optional.empty());

  @Test
  void commands_areTheseToTheLetter() {
    EngineCommands commands =
        engine.commands(Containers.everything("/images/tool.sif", 1000, UserMapping.SAME));
    assertThat(commands.create()).isEmpty();
    assertThat(commands.run())
        .containsExactly(
            "--silent",
            "exec",
            "--containall",
            "--cleanenv",
            "--no-eval",
            "--net",
            "--network=none",
            "--memory=4g",
            "--cpus=1.5",
            "--mount",
            "type=bind,\"source=/data/a,b \"\"c\"\".nii\","
                + "\"target=/styx_input/0/a,b \"\"c\"\".nii\",readonly",
            "--mount",
            "type=bind,\"source=/data\",\"target=/styx_input/1\"",
            "--mount",
            "type=bind,\"source=/out\",\"target=/styx_output\"",
            "--pwd=/styx_output",
            "--extra",
            "x y",
            "/images/tool.sif",
            "/bin/sh",
            "/.styxcache/.styxcache-run.sh");
    assertThat(commands.remove()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "brainlife/fsl:6.0.4, docker://brainlife/fsl:6.0.4",
    "docker://lab/x:1, docker://lab/x:1",
    "oras://registry.lab/x.sif, oras://registry.lab/x.sif",
    "/images/x, /images/x",
    "./x, /here/./x",
    "images/x.sif, /here/images/x.sif",
  })
  void imageReference_isAPathOrAnAddress(String tag, String reference) {
    assertThat(engine.imageReference(tag)).isEqualTo(reference);
  }

  @Test
  void commands_forAnImageOfARegistry_fetchNothingUnlessThatIsWanted() {
    assertThatThrownBy(
            () -> engine.commands(Containers.bare("docker://lab/x:1", 0, UserMapping.SAME)))
        .isInstanceOf(ContainerEngineException.class)
        .hasMessageContaining("apptainer pull image.sif docker://lab/x:1")
        .hasMessageContaining("runner.pull");
  }
}
