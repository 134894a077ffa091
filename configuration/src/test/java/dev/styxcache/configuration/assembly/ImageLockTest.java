package dev.styxcache.configuration.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.application.api.ImageDigestResolver;
import dev.styxcache.application.api.ImageDigestResolver.Resolution;
import dev.styxcache.application.api.InvalidConfigurationException;
import dev.styxcache.domain.key.ImageDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageLockTest {

  private static final ImageDigest DOCKER = new ImageDigest("docker:sha256:aa");
  private static final ImageDigest PODMAN = new ImageDigest("podman:bb");

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("styxcache.lock");
  }

  @Test
  void whatIsWritten_isRead() throws IOException {
    ImageLock lock =
        ImageLock.read(file())
            .with("lab/tool:1.0", "docker", DOCKER)
            .with("lab/tool:1.0", "podman", PODMAN)
            .with("/a \"b\"\\c\n.sif", "apptainer", new ImageDigest("singularity-sif:cc"));
    lock.write(file());
    assertThat(ImageLock.read(file())).isEqualTo(lock);
    assertThat(file()).content().contains("[images.\"lab/tool:1.0\"]\n\"docker\" = ");

    lock.with("lab/tool:1.0", "docker", PODMAN).write(file());
    assertThat(ImageLock.read(file()).find("lab/tool:1.0", "docker")).contains(PODMAN);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file());
    }
  }

  @Test
  void imageInTheLock_isResolvedWithoutTheEngine_andOthersByIt() {
    ImageDigestResolver engine = tag -> new Resolution.Unresolved("the engine is off");
    ImageDigestResolver locked =
        new ImageLock(Map.of()).with("lab/tool:1.0", "docker", DOCKER).before("docker", engine);
    assertThat(locked.resolve("lab/tool:1.0")).isEqualTo(new Resolution.Resolved(DOCKER));
    assertThat(locked.resolve("lab/tool:2.0")).isInstanceOf(Resolution.Unresolved.class);
    assertThat(
            new ImageLock(Map.of())
                .with("lab/tool:1.0", "docker", DOCKER)
                .before("podman", engine)
                .resolve("lab/tool:1.0"))
        .isInstanceOf(Resolution.Unresolved.class);
  }

  @Test
  void fileThatIsNoLock_isRefusedByNameWithTheNextStep() throws IOException {
    for (String text :
        List.of("images = 3", "other = 1", "[images]\nx = 1", "[images.x]\ndocker = 1", "[")) {
      Files.writeString(file(), text);
      assertThatThrownBy(() -> ImageLock.read(file()))
          .isInstanceOf(InvalidConfigurationException.class)
          .hasMessageContaining(file().toString());
    }
  }
}
