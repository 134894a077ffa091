package dev.styxcache.application.services;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.application.api.caching.CachingRunner;
import dev.styxcache.application.spi.HasherProvider;
import dev.styxcache.application.spi.LocalSharingProvider;
import dev.styxcache.application.spi.RemoteStoreProvider;
import dev.styxcache.application.spi.RunnerProvider;
import dev.styxcache.application.spi.StoreProvider;
import dev.styxcache.application.spi.TreeCopier;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** This module has no adapter on its class path: each lookup fails. */
class ServicesTest {

  @ParameterizedTest
  @MethodSource
  void adapterThatIsNotThere_isAnErrorThatNamesTheArtifactToAdd(
      Class<?> service, String name, String artifact) {
    assertThatThrownBy(() -> named(service, name))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(service.getSimpleName() + " named " + name + "; there is none at all")
        .hasMessageContaining("add dev.styxcache:" + artifact + " to");
  }

  static Stream<Arguments> adapterThatIsNotThere_isAnErrorThatNamesTheArtifactToAdd() {
    return Stream.of(
        Arguments.of(StoreProvider.class, "fs", "styxcache-adapters-fs"),
        Arguments.of(LocalSharingProvider.class, "fs", "styxcache-adapters-fs"),
        Arguments.of(HasherProvider.class, "plain", "styxcache-adapters-hash"),
        Arguments.of(RunnerProvider.class, "local", "styxcache-adapters-runners"),
        Arguments.of(RemoteStoreProvider.class, "s3", "styxcache-adapters-s3"));
  }

  @Test
  void onlyAdapterThatIsNotThere_isAnErrorThatNamesTheArtifactToAdd() {
    assertThatThrownBy(() -> Services.only(HasherProvider.class))
        .hasMessageContaining("add dev.styxcache:styxcache-adapters-hash to");
    assertThatThrownBy(() -> Services.only(TreeCopier.class))
        .hasMessageContaining("add dev.styxcache:styxcache-adapters-fs to");
  }

  @Test
  void runnerFromConfiguration_withoutTheModule_isAnErrorThatNamesTheArtifactToAdd() {
    assertThatThrownBy(() -> CachingRunner.fromConfiguration(Path.of("styxcache.toml")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("add dev.styxcache:styxcache-configuration to");
  }

  @Test
  void adapterOfSomebodyElse_isAnErrorWithoutAnArtifactOfOurs() {
    assertThatThrownBy(() -> named(RemoteStoreProvider.class, "gcs"))
        .hasMessageContaining("add the jar that provides it");
  }

  private static <S> S named(Class<S> service, String name) {
    Function<S, String> nobody = candidate -> "";
    return Services.named(service, nobody, name);
  }
}
