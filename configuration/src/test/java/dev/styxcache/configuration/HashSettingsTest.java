package dev.styxcache.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.InvalidConfigurationException;
import dev.styxcache.application.services.Services;
import dev.styxcache.application.spi.HasherProvider;
import dev.styxcache.configuration.assembly.Hashers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What digests files. */
class HashSettingsTest {

  private static final String ABC =
      "6437b3ac38465133ffb63b75273a8db548c558465d79db03fd359c6cd5bd9d85";

  @TempDir Path directory;

  private Configuration load(String toml) throws IOException {
    Files.writeString(directory.resolve("styxcache.toml"), toml);
    Places places = new Places(directory, Optional.of(directory), Map.of());
    return ConfigurationLoader.load(places, Map.of(), Optional.empty(), () -> Set.of("store.fs"));
  }

  private String hash(String toml) throws IOException {
    Path file = Files.writeString(directory.resolve("abc"), "abc");
    return Hashers.create(load(toml), ByteProgress.silent())
        .hash(List.of(file))
        .get(0)
        .hash()
        .hex();
  }

  @Test
  void usualImplementation_isAuto() throws IOException {
    assertThat(Hashers.provider(load("")).name()).isEqualTo("auto");
    assertThat(hash("")).isEqualTo(ABC);
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "plain", "rctcwyvrn"})
  void implementation_isTheOneThatIsNamed(String name) throws IOException {
    String toml = "[hash]\nimplementation = \"" + name + "\"\n";
    assertThat(Hashers.provider(load(toml)).name()).isEqualTo(name);
    assertThat(hash(toml)).isEqualTo(ABC);
  }

  @Test
  void nativeImplementation_worksOrSaysWhatElseToUse() throws IOException {
    String toml = "[hash]\nimplementation = \"native\"\n";
    HasherProvider inC = Services.named(HasherProvider.class, HasherProvider::name, "native");
    if (inC.obstacle().isEmpty()) {
      assertThat(hash(toml)).isEqualTo(ABC);
    } else {
      assertThatThrownBy(() -> hash(toml))
          .isInstanceOf(InvalidConfigurationException.class)
          .hasMessageContaining("hash.implementation cannot be \"native\"")
          .hasMessageContaining("styxcache.toml:2")
          .hasMessageContaining("or use \"auto\" or \"plain\"");
    }
  }

  @Test
  void unknownImplementation_isRefusedWithTheNamesThatThereAre() throws IOException {
    Configuration configuration = load("[hash]\nimplementation = \"natvie\"\n");
    assertThatThrownBy(() -> Hashers.provider(configuration))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("\"natvie\"")
        .hasMessageContaining("auto, native, plain, rctcwyvrn")
        .hasMessageContaining("the nearest is \"native\"");
  }
}
