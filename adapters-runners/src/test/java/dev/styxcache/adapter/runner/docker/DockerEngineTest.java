package dev.styxcache.adapter.runner.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.adapter.runner.container.ContainerRun.UserMapping;
import dev.styxcache.adapter.runner.container.Containers;
import dev.styxcache.adapter.runner.container.EngineCommands;
import dev.styxcache.domain.key.ImageDigest;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DockerEngineTest {

  private static final String HEX = "ab".repeat(32);

  private final DockerEngine engine = new DockerEngine();

  @Test
  void commands_areTheseToTheLetter() {
    EngineCommands commands =
        engine.commands(Containers.everything("lab/tool:1", 1000, UserMapping.SAME));
    assertThat(commands.create())
        .containsExactly(
            "container",
            "create",
            "--rm",
            "--name=styxcache-0123456789abcdef",
            "--label=dev.styxcache.run=styxcache-0123456789abcdef",
            "--label=dev.styxcache.owner=" + Containers.owner(),
            "--pull=never",
            "--log-driver=none",
            "--user=1000:100",
            "--group-add=7",
            "--group-add=8",
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
            "lab/tool:1",
            "/.styxcache/.styxcache-run.sh");
    assertThat(commands.run())
        .containsExactly("container", "start", "--attach", "styxcache-0123456789abcdef");
    assertThat(commands.remove())
        .containsExactly("container", "rm", "--force", "--volumes", "styxcache-0123456789abcdef");
  }

  @Test
  void commands_withoutSettings_limitNothing() {
    assertThat(engine.commands(Containers.bare("lab/tool:1", 0, UserMapping.SAME)).create())
        .contains("--user=0:0")
        .noneMatch(
            argument ->
                argument.startsWith("--network")
                    || argument.startsWith("--memory")
                    || argument.startsWith("--cpus")
                    || argument.startsWith("--env"));
  }

  @Test
  void bind_runsTheIdThatIsInTheKey() {
    assertThat(reference("lab/tool:1", "docker:sha256:" + HEX)).isEqualTo("sha256:" + HEX);
    assertThat(reference("lab/tool:1", "podman:" + HEX)).isEqualTo("sha256:" + HEX);
    assertThat(reference("lab/tool:1", "tag:lab/tool:1")).isEqualTo("lab/tool:1");
    assertThat(reference("lab/tool@sha256:" + HEX, "docker:sha256:" + HEX))
        .isEqualTo("lab/tool@sha256:" + HEX);
    assertThat(engine.bind("lab/tool:1", Optional.empty()).reference()).isEqualTo("lab/tool:1");
  }

  private String reference(String tag, String digest) {
    return engine.bind(tag, Optional.of(new ImageDigest(digest))).reference();
  }
}
