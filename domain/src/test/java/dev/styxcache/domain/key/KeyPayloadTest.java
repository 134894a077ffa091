package dev.styxcache.domain.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.domain.Metadata;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KeyPayloadTest {

  private static final Metadata TOOL = new Metadata("id", "bet", "fsl", Optional.of("fsl:6"));
  private static final ImageDigest IMAGE = new ImageDigest("docker:sha256:00");
  private static final Map<String, String> ENV = Map.of("B", "2", "A", "1");
  private static final Map<String, String> EXTRA = Map.of("lab", "1");
  private static final List<InputRecord> INPUTS =
      List.of(Payloads.input("in/a", Payloads.A), Payloads.inParent("in/b", Payloads.B));
  private static final Optional<Map<String, ?>> PARAMS = Optional.of(Map.of("x", "in/a"));

  @Test
  void text_hasEveryMemberInOrder() {
    assertThat(new KeyPayload(TOOL, IMAGE, ENV, EXTRA, INPUTS, PARAMS).canonicalText())
        .isEqualTo(
            ("{'env':[['A','1'],['B','2']],'extra':{'lab':'1'},'image':'docker:sha256:00',"
                    + "'inputs':[{'hash':'A','mutable':false,'resolve_parent':false},"
                    + "{'hash':'B','mutable':false,'name':'b','resolve_parent':true}],"
                    + "'metadata':{'id':'id','name':'bet','package':'fsl'},"
                    + "'params':{'x':'__styx_input__:A'},'v':1}")
                .replace('\'', '"')
                .replace("A\"}", Payloads.A.hex() + "\"}")
                .replace("\"hash\":\"A", "\"hash\":\"" + Payloads.A.hex())
                .replace("\"hash\":\"B", "\"hash\":\"" + Payloads.B.hex()));
  }

  @Test
  void text_whenThereAreNoParameters_saysNull() {
    assertThat(
            new KeyPayload(TOOL, IMAGE, Map.of(), Map.of(), List.of(), Optional.empty())
                .canonicalText())
        .contains("\"params\":null");
  }

  @Test
  void text_doesNotHoldTheImageTag() {
    assertThat(new KeyPayload(TOOL.withImage("other"), IMAGE, ENV, EXTRA, INPUTS, PARAMS))
        .extracting(KeyPayload::canonicalText)
        .isEqualTo(new KeyPayload(TOOL, IMAGE, ENV, EXTRA, INPUTS, PARAMS).canonicalText());
  }

  @Test
  void text_differsWithEachMember() {
    Metadata id = new Metadata("id2", "bet", "fsl", Optional.of("fsl:6"));
    Metadata name = new Metadata("id", "bet2", "fsl", Optional.of("fsl:6"));
    Metadata pack = new Metadata("id", "bet", "fsl2", Optional.of("fsl:6"));
    InputRecord a = INPUTS.get(0);
    InputRecord b = INPUTS.get(1);
    List<InputRecord> mutable =
        List.of(new InputRecord("in/a", a.hash(), true, false, Optional.of("a")), b);
    List<InputRecord> named =
        List.of(new InputRecord("in/a", a.hash(), false, false, Optional.of("a")), b);
    List<InputRecord> content = List.of(Payloads.input("in/a", Payloads.B), b);
    List<InputRecord> otherFile =
        List.of(a, new InputRecord("in/b", b.hash(), false, true, Optional.of("c")));
    List<InputRecord> plain = List.of(a, Payloads.input("in/b", Payloads.B));
    List<KeyPayload> payloads =
        List.of(
            new KeyPayload(TOOL, IMAGE, ENV, EXTRA, INPUTS, PARAMS),
            new KeyPayload(id, IMAGE, ENV, EXTRA, INPUTS, PARAMS),
            new KeyPayload(name, IMAGE, ENV, EXTRA, INPUTS, PARAMS),
            new KeyPayload(pack, IMAGE, ENV, EXTRA, INPUTS, PARAMS),
            new KeyPayload(TOOL, ImageDigest.ofTag("fsl:6"), ENV, EXTRA, INPUTS, PARAMS),
            new KeyPayload(TOOL, IMAGE, Map.of("A", "1", "B", "3"), EXTRA, INPUTS, PARAMS),
            new KeyPayload(TOOL, IMAGE, Map.of("A", "1", "C", "2"), EXTRA, INPUTS, PARAMS),
            new KeyPayload(TOOL, IMAGE, Map.of("A", "1"), EXTRA, INPUTS, PARAMS),
            new KeyPayload(TOOL, IMAGE, ENV, Map.of("lab", "2"), INPUTS, PARAMS),
            new KeyPayload(TOOL, IMAGE, ENV, Map.of("lab2", "1"), INPUTS, PARAMS),
            new KeyPayload(TOOL, IMAGE, ENV, EXTRA, List.of(b, a), PARAMS),
            new KeyPayload(TOOL, IMAGE, ENV, EXTRA, mutable, PARAMS),
            new KeyPayload(TOOL, IMAGE, ENV, EXTRA, named, PARAMS),
            new KeyPayload(TOOL, IMAGE, ENV, EXTRA, content, PARAMS),
            new KeyPayload(TOOL, IMAGE, ENV, EXTRA, otherFile, PARAMS),
            new KeyPayload(TOOL, IMAGE, ENV, EXTRA, plain, PARAMS),
            new KeyPayload(TOOL, IMAGE, ENV, EXTRA, INPUTS, Optional.of(Map.of())),
            new KeyPayload(TOOL, IMAGE, ENV, EXTRA, INPUTS, Optional.empty()));
    Set<String> keys =
        payloads.stream()
            .map(payload -> CacheKey.ofCanonicalText(payload.canonicalText()).hex())
            .collect(Collectors.toSet());
    assertThat(keys).hasSize(payloads.size());
  }

  @Test
  void text_sortsVariablesByCodePoints() {
    Map<String, String> env = new LinkedHashMap<>();
    Stream.of("\ud83d\ude00", "b", "\ue000", "B").forEach(name -> env.put(name, ""));
    assertThat(
            new KeyPayload(TOOL, IMAGE, env, Map.of(), List.of(), Optional.empty()).canonicalText())
        .contains("[[\"B\",\"\"],[\"b\",\"\"],[\"\\ue000\",\"\"],[\"\\ud83d\\ude00\",\"\"]]");
  }

  @Test
  void payload_keepsItsCollectionsWhateverTheCallerDoesWithHers() {
    Map<String, String> env = new LinkedHashMap<>(ENV);
    KeyPayload payload = new KeyPayload(TOOL, IMAGE, env, EXTRA, INPUTS, PARAMS);
    String before = payload.canonicalText();
    env.put("C", "3");
    assertThat(payload.canonicalText()).isEqualTo(before);
  }

  @Test
  void whatARunnerAdds_isAMemberOnlyWhereThereIsAny() {
    String without = new KeyPayload(TOOL, IMAGE, ENV, EXTRA, INPUTS, PARAMS).canonicalText();
    RunnerInfluence both =
        new RunnerInfluence(Map.of("B", "", "A", "1"), List.of("--gpus=all", "--x"));
    assertThat(without).doesNotContain("environ", "engine_args");
    assertThat(
            new KeyPayload(
                    TOOL, IMAGE, ENV, EXTRA, INPUTS, PARAMS, RunnerInfluence.NONE, Optional.empty())
                .canonicalText())
        .isEqualTo(without);
    assertThat(
            new KeyPayload(TOOL, IMAGE, ENV, EXTRA, INPUTS, PARAMS, both, Optional.empty())
                .canonicalText())
        .contains(
            "\"engine_args\":[\"--gpus=all\",\"--x\"],\"env\":",
            "\"environ\":{\"A\":\"1\",\"B\":\"\"}");
  }

  @Test
  void standardInput_isAMemberOfItsOwn_whereThereIsAny() {
    ContentHash hash = ContentHash.of(new byte[ContentHash.BYTES]);
    KeyPayload with =
        new KeyPayload(
            TOOL, IMAGE, ENV, EXTRA, INPUTS, PARAMS, RunnerInfluence.NONE, Optional.of(hash));
    KeyPayload without = new KeyPayload(TOOL, IMAGE, ENV, EXTRA, INPUTS, PARAMS);

    assertThat(with.canonicalText()).contains("\"stdin\":\"" + hash.hex() + "\"");
    assertThat(without.canonicalText()).doesNotContain("stdin");
  }
}
