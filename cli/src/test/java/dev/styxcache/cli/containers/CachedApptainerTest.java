package dev.styxcache.cli.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.adapter.runner.container.RealEngine;
import dev.styxcache.application.api.DigestCacheSettings;
import dev.styxcache.application.api.ImageDigestResolver.Resolution;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.spi.InheritedVariables;
import dev.styxcache.application.spi.RunnerSettings;
import dev.styxcache.domain.key.ImageDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CachedApptainerTest extends CachedContainersContract {

  @TempDir Path folder;

  CachedApptainerTest() {
    super(RealEngine.APPTAINER);
  }

  private Runner newRunner() {
    RunnerSettings settings =
        new RunnerSettings(
            folder,
            folder,
            InheritedVariables.all(),
            Map.of(),
            Optional.of(DigestCacheSettings.in(folder.resolve("digests"))));
    return RealEngine.APPTAINER.runner(settings);
  }

  private ImageDigest digest(Path image) {
    return ((Resolution.Resolved) newRunner().images().resolve(image.toString())).digest();
  }

  @Test
  void imageFile_isReadOnceForAllProcesses() throws IOException {
    Path image = Files.writeString(folder.resolve("x.sif"), "content");
    Files.setLastModifiedTime(image, FileTime.from(Instant.now().minusSeconds(60)));
    ImageDigest first = digest(image);
    Path known;
    try (Stream<Path> files = Files.list(folder.resolve("digests/image-sha256"))) {
      known = files.findFirst().orElseThrow();
    }
    assertThat(first.value()).isEqualTo("singularity-sif:" + Files.readString(known));
    // Another process, which would read the content, has this instead.
    Files.writeString(known, "0".repeat(64));
    assertThat(digest(image).value()).isEqualTo("singularity-sif:" + "0".repeat(64));
    Files.writeString(image, "changed");
    assertThat(digest(image)).isNotEqualTo(first);
    assertThat(digest(image).value()).doesNotContain("000000");
  }

  @Test
  void sandbox_hasTheDigestOfItsTree() throws IOException {
    Path image = folder.resolve("image");
    Files.createDirectories(image.resolve("bin"));
    Path tool = Files.writeString(image.resolve("bin/tool"), "old");
    Files.createSymbolicLink(image.resolve("link"), Path.of("/bin/tool"));
    ImageDigest old = digest(image);
    assertThat(old.value()).startsWith("singularity-sandbox:");
    assertThat(digest(image)).isEqualTo(old);

    Files.writeString(tool, "new");
    assertThat(digest(image)).isNotEqualTo(old);
    Files.writeString(tool, "old");
    assertThat(digest(image)).isEqualTo(old);
    Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(digest(image)).isNotEqualTo(old);
    Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rw-r--r--"));
    Files.delete(image.resolve("link"));
    Files.createSymbolicLink(image.resolve("link"), Path.of("bin/tool"));
    assertThat(digest(image)).isNotEqualTo(old);
  }
}
