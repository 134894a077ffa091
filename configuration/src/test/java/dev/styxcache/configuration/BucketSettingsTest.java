package dev.styxcache.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.application.api.InvalidConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a bucket is, how it is used, and what is never read from a file. */
class BucketSettingsTest {

  private static final String WHOLE =
      """
      [store]
      type = "s3"
      on_error = "fail"

      [store.s3]
      bucket = "lab-cache"
      prefix = "styx/"
      region = "eu-central-1"
      endpoint = "http://127.0.0.1:9000"
      path_style = true
      push = false
      sse = "aws:kms"
      kms_key = "alias/lab"
      expire_days = 90
      connect_timeout = 5
      read_timeout = 60
      retry_after = 0
      parallel = 16
      """;

  @TempDir Path directory;

  private Configuration load(String toml) throws IOException {
    return load(toml, Map.of());
  }

  private Configuration load(String toml, Map<String, String> environment) throws IOException {
    Files.writeString(directory.resolve("styxcache.toml"), toml);
    Places places = new Places(directory, Optional.of(directory), environment);
    return ConfigurationLoader.load(
        places, Map.of(), Optional.empty(), () -> Set.of("store.fs", "store.s3", "store.shelf"));
  }

  @Test
  void allSettingsOfABucket_reachTheStore_underTheirOwnNames() throws IOException {
    assertThat(load(WHOLE).storeOptions("s3"))
        .containsOnly(
            Map.entry("bucket", "lab-cache"),
            Map.entry("prefix", "styx/"),
            Map.entry("region", "eu-central-1"),
            Map.entry("endpoint", "http://127.0.0.1:9000"),
            Map.entry("path_style", true),
            Map.entry("push", false),
            Map.entry("sse", "aws:kms"),
            Map.entry("kms_key", "alias/lab"),
            Map.entry("expire_days", 90L),
            Map.entry("connect_timeout", 5L),
            Map.entry("read_timeout", 60L),
            Map.entry("retry_after", 0L),
            Map.entry("parallel", 16L));
  }

  @Test
  void fromADirectoryToABucket_oneLineChanges() throws IOException {
    Configuration before = load(WHOLE.replace("type = \"s3\"", "type = \"fs\""));
    Configuration after = load(WHOLE);

    assertThat(before.storeOptions("fs")).isEmpty();
    for (Setting setting : Setting.values()) {
      if (setting != Setting.STORE_TYPE) {
        assertThat(after.find(setting)).as(setting.fullName()).isEqualTo(before.find(setting));
      }
    }
  }

  @Test
  void whatConfigPrints_canBeReadAgain() throws IOException {
    Configuration once = load(WHOLE);
    Configuration twice = load(ConfigurationText.toml(once));

    assertThat(twice.storeOptions("s3")).isEqualTo(once.storeOptions("s3"));
  }

  @Test
  void variablesOfTheEnvironment_setNumbersAndFlagsToo() throws IOException {
    Configuration configuration =
        load(WHOLE, Map.of("STYXCACHE_STORE_S3_PARALLEL", "4", "STYXCACHE_STORE_S3_PUSH", "true"));

    assertThat(configuration.storeOptions("s3"))
        .contains(Map.entry("parallel", 4L), Map.entry("push", true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bucket = \"\" | empty",
        "bucket = \"s3://lab-cache/styx\" | without s3://",
        "bucket = \"lab/styx\" | store.s3.prefix",
        "bucket = \"lab cache\" | blanks",
        "prefix = \"/styx\" | slash",
        "prefix = \"a//b/\" | empty",
        "prefix = \"a/../b/\" | \"..\"",
        "endpoint = \"127.0.0.1:9000\" | http://",
        "endpoint = \"ftp://host\" | https://",
        "endpoint = \"https://host/?x=1\" | address",
        "sse = \"kms\" | aws:kms",
        "expire_days = -1 | from 0 to 3650",
        "expire_days = \"90\" | days",
        "parallel = 0 | from 1 to 256",
        "read_timeout = 0 | from 1 to 86400",
        "push = \"yes\" | true or false",
        "buckett = \"b\" | store.s3.bucket",
      })
  void whatCannotBe_isRefusedWithItsLineAndAWayOut(String line, String named) {
    assertThatThrownBy(() -> load("[store.s3]\n" + line + "\n"))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("styxcache.toml, line 2: ")
        .hasMessageContaining(named);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "access_key",
        "access_key_id",
        "aws_access_key_id",
        "AccessKey",
        "secret_key",
        "secret-access-key",
        "secret",
        "session_token",
        "token",
        "password",
        "credentials"
      })
  void credentials_areRefusedWhereverTheyStand_andNotRepeated(String key) {
    for (String table : new String[] {"[store.s3]\n", "[store]\n", "\n"}) {
      assertThatThrownBy(() -> load(table + key + " = \"hunter2\"\n"))
          .isInstanceOf(InvalidConfigurationException.class)
          .hasMessageContaining("styxcache.toml, line 2: ")
          .hasMessageContaining("looks like a credential")
          .hasMessageContaining("AWS_SECRET_ACCESS_KEY")
          .hasMessageNotContaining("hunter2");
    }
  }

  @Test
  void credentials_inAnAddressOrAVariable_areRefusedAndNotRepeated() {
    assertThatThrownBy(() -> load("[store.s3]\nendpoint = \"https://joe:hunter2@host\"\n"))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("AWS_PROFILE")
        .hasMessageNotContaining("hunter2");
    assertThatThrownBy(() -> load("", Map.of("STYXCACHE_STORE_S3_SECRET_KEY", "hunter2")))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("STYXCACHE_STORE_S3_SECRET_KEY")
        .hasMessageContaining("AWS_SECRET_ACCESS_KEY")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void tableOfAnotherStore_isItsOwn() throws IOException {
    assertThat(load("[store.shelf]\nlabel = \"x\"\n").storeOptions("shelf"))
        .containsExactly(Map.entry("label", "x"));
  }
}
