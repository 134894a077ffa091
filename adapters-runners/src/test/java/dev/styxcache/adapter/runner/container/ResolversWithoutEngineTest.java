package dev.styxcache.adapter.runner.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.application.api.ImageDigestResolver;
import dev.styxcache.application.api.ImageDigestResolver.Resolution;
import dev.styxcache.application.services.Services;
import dev.styxcache.application.spi.InheritedVariables;
import dev.styxcache.application.spi.RunnerProvider;
import dev.styxcache.application.spi.RunnerSettings;
import dev.styxcache.domain.key.ImageDigest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Resolvers on a machine where the engine is not there. */
class ResolversWithoutEngineTest {

  private static final String HEX = "0123456789abcdef".repeat(4);

  private static final String OTHER = "fedcba9876543210".repeat(4);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"docker", "podman", "singularity"})
  void toolWithoutAnImage_hasNone(String name) {
    assertThat(resolver(name).resolve("")).isEqualTo(resolved("image:none"));
  }

  @ParameterizedTest
  @CsvSource({
    "docker, docker:sha256:",
    "podman, podman:sha256:",
    "singularity, singularity:sha256:",
  })
  void pinnedReference_isItsOwnDigest(String name, String prefix) {
    for (String tag : List.of("lab/tool@sha256:", "lab/tool:1.0@sha256:", "reg:5/x@sha256:")) {
      assertThat(resolver(name).resolve(tag + HEX)).isEqualTo(resolved(prefix + HEX));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"docker", "podman"})
  void tag_isUnresolvedWithTheReason(String name) {
    for (String tag :
        List.of("lab/tool:1.0", "lab/tool@sha256:0123", "lab/tool@sha256:" + HEX + "0")) {
      assertThat(resolver(name).resolve(tag))
          .isInstanceOfSatisfying(
              Resolution.Unresolved.class,
              unresolved -> assertThat(unresolved.reason()).contains("/no/such/engine"));
    }
  }

  @Test
  void imageFile_isItsContent() throws Exception {
    Files.writeString(folder.resolve("x.sif"), "abc");
    assertThat(resolver("singularity").resolve("x.sif"))
        .isEqualTo(
            resolved(
                "singularity-sif:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
  }

  @Test
  void imageFile_thatIsMissing_isUnresolvedByName() {
    assertThat(resolver("singularity").resolve("no.sif"))
        .isInstanceOfSatisfying(
            Resolution.Unresolved.class,
            unresolved ->
                assertThat(unresolved.reason()).contains(folder.resolve("no.sif").toString()));
  }

  @Test
  void registryDigest_hasThePlatform_andIsTheOneOfTheImagesOwnRepository() throws Exception {
    assertThat(registry("[\"lab/tool@sha256:" + HEX + "\",\"other/x@sha256:" + OTHER + "\"]"))
        .isEqualTo(resolved("registry:linux/arm64@sha256:" + HEX));
    // One that came from no registry, or cannot be told from others, has the engine's own.
    assertThat(registry("[]")).isEqualTo(resolved("docker:sha256:" + OTHER));
    assertThat(registry("[\"other/x@sha256:" + HEX + "\"]"))
        .isEqualTo(resolved("docker:sha256:" + OTHER));
  }

  private Resolution registry(String digests) throws Exception {
    Path engine =
        Files.writeString(
            folder.resolve("docker"),
            "#!/bin/sh\ncase $* in *RepoDigests*) echo 'linux/arm64 "
                + digests
                + "' ;; *) echo sha256:"
                + OTHER
                + " ;; esac\n");
    Files.setPosixFilePermissions(
        engine, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
    return Services.named(RunnerProvider.class, RunnerProvider::name, "docker")
        .create(
            new RunnerSettings(
                folder, folder, InheritedVariables.all(), Map.of("executable", engine.toString())))
        .registryImages()
        .resolve("lab/tool:1.0");
  }

  private ImageDigestResolver resolver(String name) {
    return Services.named(RunnerProvider.class, RunnerProvider::name, name)
        .create(
            new RunnerSettings(
                folder, folder, InheritedVariables.all(), Map.of("executable", "/no/such/engine")))
        .images();
  }

  private static Resolution resolved(String digest) {
    return new Resolution.Resolved(new ImageDigest(digest));
  }
}
