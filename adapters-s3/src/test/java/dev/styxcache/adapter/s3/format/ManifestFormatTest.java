package dev.styxcache.adapter.s3.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.manifest.SharedEntry;
import dev.styxcache.domain.manifest.SharedMember;
import dev.styxcache.domain.manifest.TreeRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestFormatTest {

  private static final CacheKey KEY = CacheKey.ofCanonicalText("{}");
  private static final ContentHash ONE = hash("1");
  private static final ContentHash TWO = hash("2");
  private static final ContentHash THREE = hash("3");

  private static ContentHash hash(String digit) {
    return new ContentHash(digit.repeat(64));
  }

  private static SharedMember member(TreeRecord record) {
    return new SharedMember(record, Instant.parse("2020-02-03T04:05:06.789012345Z"));
  }

  private static SharedEntry entry() {
    return new SharedEntry(
        KEY,
        Optional.of("the \"text\""),
        List.of(
            member(new TreeRecord.Folder("dir", 0750)),
            member(new TreeRecord.File("dir/tv\u00e5 \ud83e\udde0", 3, 0640, ONE)),
            member(new TreeRecord.File("empty", 0, 0600, hash("0"))),
            member(new TreeRecord.File("large", 5_000_000_000L, 0444, TWO)),
            member(new TreeRecord.File("small", 2000, 0755, THREE)),
            member(new TreeRecord.Link("link", "dir"))));
  }

  private static BucketManifest.Live live() {
    return new BucketManifest.Live(
        entry(),
        new BlobLocations(
            Map.of(ONE, "one".getBytes(UTF_8)),
            List.of(
                new Pack(
                    List.of(new Pack.Piece(hash("a"), 7), new Pack.Piece(THREE, 2000)),
                    BlobEncoding.ZSTD)),
            Map.of(TWO, BlobEncoding.PLAIN)));
  }

  private static String text() {
    return new String(ManifestWriter.text(KEY, live()), UTF_8);
  }

  private static BucketManifest read(String text) throws UnknownFormatException {
    return ManifestReader.read(KEY, Zstd.compress(text.getBytes(UTF_8)));
  }

  @Test
  void whatWasWritten_isReadAsItWas() throws UnknownFormatException {
    BucketManifest.Live read =
        (BucketManifest.Live) ManifestReader.read(KEY, ManifestWriter.write(KEY, live()));

    assertThat(read.entry()).isEqualTo(entry());
    assertThat(read.locations().packs()).isEqualTo(live().locations().packs());
    assertThat(read.locations().blobs()).isEqualTo(live().locations().blobs());
    assertThat(read.locations().inline()).containsOnlyKeys(ONE);
    assertThat(read.locations().inline().get(ONE)).isEqualTo("one".getBytes(UTF_8));
  }

  @Test
  void whatIsVoid_isReadAsItWas() throws UnknownFormatException {
    BucketManifest gone = new BucketManifest.Voided("it was wrong", List.of("v1/blobs/x"));

    assertThat(ManifestReader.read(KEY, ManifestWriter.write(KEY, gone))).isEqualTo(gone);
  }

  @Test
  void equalManifests_haveEqualBytes() {
    assertThat(ManifestWriter.write(KEY, live())).isEqualTo(ManifestWriter.write(KEY, live()));
  }

  @Test
  void anyBitThatIsFlipped_isNoticed_orChangesNothing() throws UnknownFormatException {
    byte[] stored = ManifestWriter.write(KEY, live());
    int noticed = 0;
    for (int bit = 0; bit < stored.length * 8; bit++) {
      byte[] flipped = stored.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      try {
        BucketManifest read = ManifestReader.read(KEY, flipped);
        // Some bits of zstd's own have no use.
        assertThat(ManifestWriter.text(KEY, read))
            .as("bit %s", bit)
            .isEqualTo(text().getBytes(UTF_8));
      } catch (IllegalArgumentException e) {
        noticed++;
      }
    }
    assertThat(noticed).isGreaterThan(stored.length * 8 - 16);
  }

  @Test
  void anythingCutOff_isNoticed() {
    byte[] stored = ManifestWriter.write(KEY, live());
    for (int length = 0; length < stored.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(stored, length);
      assertThatThrownBy(() -> ManifestReader.read(KEY, cut))
          .as("length %s", length)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void anotherFormat_isToldFromDamage() {
    assertThatThrownBy(() -> read(text().replace("\"format\":1", "\"format\":2")))
        .isInstanceOf(UnknownFormatException.class)
        .hasMessageContaining("2");
  }

  @Test
  void theManifestOfAnotherKey_isRefused() {
    assertRefused(text().replace(KEY.hex(), hash("f").hex()), "is that of");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../dir",
        "/etc/passwd",
        "dir/../../x",
        "dir/./x",
        "dir//x",
        "dir/",
        "",
        ".",
        "..",
        "large\\u0000"
      })
  void pathsThatLeadOut_areRefused(String path) {
    assertRefused(text().replace("\"path\":\"large\"", "\"path\":\"" + path + "\""), "");
  }

  @Test
  void pathsThatOccurTwice_orCollide_areRefused() {
    assertRefused(text().replace("\"path\":\"large\"", "\"path\":\"small\""), "small");
    assertRefused(text().replace("\"path\":\"large\"", "\"path\":\"dir\""), "dir");
    assertRefused(text().replace("\"path\":\"large\"", "\"path\":\"empty/x\""), "empty/x");
    // Nothing is written through a link.
    assertRefused(text().replace("\"path\":\"large\"", "\"path\":\"link/x\""), "link/x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"size\":5000000000 | \"size\":-1",
        "\"size\":5000000000 | \"size\":17592186044417",
        "\"size\":5000000000 | \"size\":99999999999999999999999",
        "\"size\":5000000000 | \"size\":1e9",
        "\"size\":5000000000 | \"size\":\"5\"",
        "\"size\":3, | \"size\":4,",
        "\"size\":7} | \"size\":-7}",
        "\"size\":7} | \"size\":5000000000}",
        "\"size\":2000} | \"size\":1999}",
        "\"mode\":\"444\" | \"mode\":\"4755\"",
        "\"mode\":\"444\" | \"mode\":\"9\"",
        "\"mode\":\"444\" | \"mode\":292",
        "\"type\":\"link\" | \"type\":\"device\"",
        "2020-02-03T04:05:06.789012345Z | yesterday",
        "\"plain\" | \"rot13\"",
        "\"b25l\" | \"?\"",
        "\"b25l\" | \"b25lMg==\"",
        "\"target\":\"dir\" | \"target\":\"\"",
        "\"format\":1 | \"format\":0",
        "\"format\":1, | ''",
        "\"packs\":[ | \"packs\":[{\"encoding\":\"plain\",\"pieces\":[]},",
        "\"key\" | \"format\":1,\"key\"",
      })
  void valuesThatMakeNoSense_areRefused(String good, String bad) {
    assertThat(text()).contains(good);
    assertRefused(text().replace(good, bad), "");
  }

  @Test
  void contentsWithoutAPlace_orWithTwo_areRefused() {
    String blob = "\"" + TWO.hex() + "\":\"plain\"";
    assertThat(text()).contains(blob);
    assertRefused(text().replace(blob, ""), TWO.hex());
    assertRefused(text().replace(blob, blob + ",\"" + ONE.hex() + "\":\"zstd\""), ONE.hex());
    assertRefused(text().replace(blob, blob + ",\"" + hash("9").hex() + "\":\"zstd\""), "9999");
    assertRefused(text().replace(blob, blob + ",\"../../etc\":\"zstd\""), "");
  }

  @Test
  void contentsOfOneDigest_haveOneLength() {
    assertRefused(
        text()
            .replace(
                "{\"path\":\"small\"",
                "{\"path\":\"twin\",\"type\":\"file\",\"size\":4,\"mode\":\"600\",\"blake3\":\""
                    + ONE.hex()
                    + "\",\"modified\":\"2020-02-03T04:05:06Z\"},{\"path\":\"small\""),
        "two lengths");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "null", "{", "{}", "{}{}", "\"text\"", "\u0000"})
  void whatIsNoManifest_isRefused(String text) {
    assertRefused(text, "");
  }

  @Test
  void aBombThatUnpacksToGigabytes_isRefused_withoutUnpackingAllOfIt() {
    byte[] block = new byte[16 << 20];
    byte[] packed = Zstd.compress(block);
    byte[] bomb = new byte[packed.length * 40];
    for (int i = 0; i < 40; i++) {
      System.arraycopy(packed, 0, bomb, i * packed.length, packed.length);
    }
    assertThatThrownBy(() -> ManifestReader.read(KEY, bomb))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("longer than any manifest");
  }

  private static void assertRefused(String text, String reason) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }
}
