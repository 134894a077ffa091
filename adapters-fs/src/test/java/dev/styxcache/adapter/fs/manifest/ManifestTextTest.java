package dev.styxcache.adapter.fs.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.adapter.fs.manifest.ManifestReader.Reading;
import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.key.ImageDigest;
import dev.styxcache.domain.manifest.CapturedStream;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.manifest.StreamName;
import dev.styxcache.domain.manifest.TreeRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestTextTest {

  private static final ContentHash HASH = new ContentHash("ab".repeat(32));

  private static EntryManifest manifest(String payload, Optional<String> tag, List<String> copies) {
    TreeRecord.File file =
        new TreeRecord.File("dir/f\u00e5 \"\\\n\ud83e\udde0", 1L << 40, 0751, HASH);
    return new EntryManifest(
        CacheKey.ofCanonicalText(payload),
        payload,
        new Metadata("id\u0000", "name", "package", tag),
        new ImageDigest("docker:sha256:12"),
        List.of("tool", "", "a b", "\ud800 alone"),
        tag.map(image -> HASH),
        tag.map(image -> List.of("tool", "<input 0>", "<<")),
        0,
        Instant.parse("2026-11-22T12:00:00.123456789Z"),
        Duration.ofMillis(61_001),
        "0.1.0",
        List.of(
            new TreeRecord.Folder("dir", 0700), file, new TreeRecord.Link("link", "dir/../dir")),
        Set.of("absent", "also/absent"),
        copies,
        Map.of(
            StreamName.STDOUT, new CapturedStream(5_000_000_000L, true, true),
            StreamName.STDERR, new CapturedStream(3, false, false)),
        tag.map(image -> Map.of("a \u00e5/pipe", "it is a \"pipe\"")).orElse(Map.of()),
        tag.isPresent() ? Map.of(file.path(), -1_764_549_000_123_456_789L) : Map.of());
  }

  private static EntryManifest manifest(String payload, Optional<String> tag) {
    return manifest(payload, tag, List.of());
  }

  private static Reading read(String text) {
    return ManifestReader.read(text.getBytes(UTF_8));
  }

  @Test
  void whatIsWritten_isReadAgain() {
    for (Optional<String> tag : List.of(Optional.<String>empty(), Optional.of("a:1"))) {
      EntryManifest manifest = manifest("{\"v\":1,\"x\":\"\\u00e5\\ud800\"}", tag);
      String text = ManifestWriter.write(manifest);
      assertThat(text).isASCII();
      assertThat(read(text)).isEqualTo(new Reading.Understood(manifest));
    }
  }

  @Test
  void payloadOfManyMegabytes_isReadAgain() {
    EntryManifest manifest = manifest("x".repeat(30_000_000), Optional.empty());
    assertThat(read(ManifestWriter.write(manifest))).isEqualTo(new Reading.Understood(manifest));
  }

  @Test
  void unknownMembers_areIgnored() {
    EntryManifest manifest = manifest("{}", Optional.empty());
    String text = ManifestWriter.write(manifest);
    String more =
        text.replace("\"type\":\"dir\"", "\"type\":\"dir\",\"owner\":{\"uid\":[0,1.5,null,true]}")
            .replace("\"format\":1", "\"format\":1,\"zzz\":-1e300");
    assertThat(more).hasSizeGreaterThan(text.length());
    assertThat(read(more)).isEqualTo(new Reading.Understood(manifest));
  }

  @Test
  void eachMemberThatIsMissing_isDamage_andNamed() {
    String text = ManifestWriter.write(manifest("{}", Optional.of("t")));
    for (String name :
        List.of(
            "format",
            "key",
            "payload",
            "tool",
            "image",
            "command",
            "exit_code",
            "created",
            "duration_ms",
            "version",
            "outputs",
            "absent",
            "streams",
            "package",
            "digest",
            "tag",
            "path",
            "type",
            "size",
            "mode",
            "blake3",
            "target",
            "bytes",
            "terminated",
            "exact_utf8")) {
      String without = text.replace("\"" + name + "\":", "\"other-" + name + "\":");
      assertThat(without).as(name).isNotEqualTo(text);
      assertThat(read(without))
          .as(name)
          .isInstanceOfSatisfying(
              Reading.Malformed.class, malformed -> assertThat(malformed.reason()).contains(name));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "\"mode\":\"751\"|\"mode\":\"1751\"",
        "\"mode\":\"751\"|\"mode\":751",
        "\"mode\":\"751\"|\"mode\":\"9\"",
        "\"size\":1099511627776|\"size\":-1",
        "\"size\":1099511627776|\"size\":1.5",
        "\"size\":1099511627776|\"size\":99999999999999999999999",
        "\"path\":\"dir\"|\"path\":\"../dir\"",
        "\"path\":\"dir\"|\"path\":\"/dir\"",
        "\"path\":\"dir\"|\"path\":\"link\"",
        "\"path\":\"dir\"|\"path\":\"dir2\"",
        "\"type\":\"link\"|\"type\":\"fifo\"",
        "\"target\":\"dir/../dir\"|\"target\":\"\"",
        "\"created\":\"2026|\"created\":\"x2026",
        "\"terminated\":false|\"terminated\":0",
        "\"absent\":[|\"absent\":[1,",
        "\"exit_code\":0|\"exit_code\":0,\"exit_code\":0",
        "\"format\":1|\"format\":-1",
      })
  void valuesThatCannotBe_areDamage(String part, String wrong) {
    String text = ManifestWriter.write(manifest("{}", Optional.empty()));
    assertThat(text).contains(part);
    assertThat(read(text.replace(part, wrong))).isInstanceOf(Reading.Malformed.class);
  }

  @Test
  void aFileBelowALink_isDamage_sinceItWouldLieElsewhere() {
    String text = ManifestWriter.write(manifest("{}", Optional.empty()));
    String spoilt =
        text.replace(
            "{\"mode\":\"700\",\"path\":\"dir\",\"type\":\"dir\"}",
            "{\"path\":\"dir\",\"target\":\"x\",\"type\":\"link\"}");
    assertThat(spoilt).isNotEqualTo(text);
    assertThat(read(spoilt)).isInstanceOf(Reading.Malformed.class);
  }

  @Test
  void textsThatWouldExhaustAReader_areDamage() {
    assertThat(read("[".repeat(100_000))).isInstanceOf(Reading.Malformed.class);
    assertThat(read("{\"format\":" + "9".repeat(100_000) + "}"))
        .isInstanceOf(Reading.Malformed.class);
    assertThat(read("{\"format\":1}{")).isInstanceOf(Reading.Malformed.class);
    assertThat(ManifestReader.read(new byte[] {(byte) 0xff, (byte) 0xfe, '{'}))
        .isInstanceOf(Reading.Malformed.class);
  }

  @Test
  void newerFormat_isToldApartFromDamage_whateverElseItHas() {
    assertThat(read("{\"format\":3,\"all\":\"new\"}")).isEqualTo(new Reading.Newer(3));
  }

  @Test
  void copiesOfMutableInputs_haveTheirOwnFormat() {
    EntryManifest manifest = manifest("{}", Optional.empty(), List.of("dir", "a, b"));
    String text = ManifestWriter.write(manifest);
    assertThat(text).contains("\"format\":2", "\"copies\":[\"dir\",\"a, b\"]");
    assertThat(read(text)).isEqualTo(new Reading.Understood(manifest));
    for (String wrong : List.of("\"copies\":[]", "\"copies\":[1]", "\"other\":[]")) {
      assertThat(read(text.replace("\"copies\":[\"dir\",\"a, b\"]", wrong)))
          .as(wrong)
          .isInstanceOf(Reading.Malformed.class);
    }
  }

  @Test
  void changesOfMutableInputs_whichVersion010Wrote_areRead_asNoCopies() {
    EntryManifest manifest = manifest("{}", Optional.empty());
    String text = ManifestWriter.write(manifest);
    assertThat(text).contains("\"format\":1", "\"mutable\":{}");
    String old = text.replace("\"mutable\":{}", "\"mutable\":{\"0\":{\"type\":\"unchanged\"}}");
    assertThat(read(old)).isEqualTo(new Reading.Understood(manifest));
  }
}
