package dev.styxcache.adapter.runner.podman;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.adapter.runner.container.ContainerRun.UserMapping;
import dev.styxcache.adapter.runner.container.Containers;
import dev.styxcache.adapter.runner.container.EngineCommands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodmanEngineTest {

  private final PodmanEngine engine = new PodmanEngine();

  @Test
  void commands_areTheseToTheLetter() {
    EngineCommands commands =
        engine.commands(Containers.everything("docker.io/lab/tool:1", 1000, UserMapping.KEPT));
    assertThat(commands.create()).isEmpty();
    assertThat(commands.run())
        .containsExactly(
            "run",
            "--rm",
            "--name=styxcache-0123456789abcdef",
            "--label=dev.styxcache.run=styxcache-0123456789abcdef",
            "--label=dev.styxcache.owner=" + Containers.owner(),
            "--pull=never",
            "--log-driver=none",
            "--user=1000:100",
            "--userns=keep-id",
            "--http-proxy=false",
            "--network=none",
            "--memory=4g",
            "--cpus=1.5",
            "--mount=type=bind,\"source=/data/a,b \"\"c\"\".nii\","
                + "\"target=/styx_input/0/a,b \"\"c\"\".nii\",readonly",
            "--mount=type=bind,\"source=/data\",\"target=/styx_input/1\"",
            "--mount=type=bind,\"source=/out\",\"target=/styx_output\"",
            "--workdir=/styx_output",
            "--entrypoint=/bin/sh",
            "--extra",
            "x y",
            "docker.io/lab/tool:1",
            "/.styxcache/.styxcache-run.sh");
    assertThat(commands.remove())
        .containsExactly("rm", "--force", "--volumes", "--time=0", "styxcache-0123456789abcdef");
  }

  @Test
  void commands_ofTheAdministrator_mapNoUsers() {
    assertThat(engine.commands(Containers.bare("x", 0, UserMapping.KEPT)).run())
        .contains("--user=0:0")
        .doesNotContain("--userns=keep-id");
  }

  @ParameterizedTest
  @CsvSource({
    "brainlife/fsl:6.0.4, docker.io/brainlife/fsl:6.0.4",
    "ubuntu, docker.io/ubuntu",
    "ubuntu:22.04, docker.io/ubuntu:22.04",
    "docker.io/lab/x:1, docker.io/lab/x:1",
    "registry.lab/x:1, registry.lab/x:1",
    "registry:5000/x, registry:5000/x",
    "localhost/x:1, localhost/x:1",
    "localhost:1/x, localhost:1/x",
    "lab/x.y:1, docker.io/lab/x.y:1",
    "my.tool:1, docker.io/my.tool:1",
  })
  void imageReference_hasAServer(String tag, String reference) {
    assertThat(engine.imageReference(tag)).isEqualTo(reference);
  }
}
