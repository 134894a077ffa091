package dev.styxcache.domain.key;

import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.json.CanonicalJson;
import dev.styxcache.domain.json.CodePointOrder;
import dev.styxcache.domain.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything that makes a run what it is. Two runs with equal payloads have equal keys, and are one
 * run.
 *
 * <p>The format is that of Python's {@code styxcache} 0.2, payload version 1; see {@code
 * docs/key-format.md}. Members {@code refs}, {@code environ}, {@code engine_args} and {@code stdin}
 * are added only where the rest would not tell two different runs apart, which Python does not
 * notice.
 *
 * @param metadata the tool; of it {@code id}, {@code name} and {@code package} count
 * @param image what stands for the container image
 * @param env the allow-listed variables with their values, the empty text for one that is not set
 * @param extra free fields of the policy
 * @param inputs the declared inputs in call order
 * @param params the parameters, where any were given
 * @param influence what the runner adds, and the listed variables that are set to the empty text
 * @param stdin digest of the tool's standard input, where it has any
 */
public record KeyPayload(
    Metadata metadata,
    ImageDigest image,
    Map<String, String> env,
    Map<String, String> extra,
    List<InputRecord> inputs,
    Optional<Map<String, ?>> params,
    RunnerInfluence influence,
    Optional<ContentHash> stdin) {

  /**
   * The version of the format. A member that is added only where it is not empty does not change
   * it: payloads without that member keep their keys.
   */
  public static final int VERSION = 1;

  /** Copies what can change, except the parameters, whose nulls no copy of the JDK keeps. */
  public KeyPayload {
    env = Map.copyOf(env);
    extra = Map.copyOf(extra);
    inputs = List.copyOf(inputs);
  }

  /**
   * Of a run to which its runner adds nothing, and whose tool has no standard input.
   *
   * @param metadata the tool
   * @param image what stands for the container image
   * @param env the allow-listed variables with their values
   * @param extra free fields of the policy
   * @param inputs the declared inputs in call order
   * @param params the parameters, where any were given
   */
  public KeyPayload(
      Metadata metadata,
      ImageDigest image,
      Map<String, String> env,
      Map<String, String> extra,
      List<InputRecord> inputs,
      Optional<Map<String, ?>> params) {
    this(metadata, image, env, extra, inputs, params, RunnerInfluence.NONE, Optional.empty());
  }

  /**
   * The text that the key is the digest of.
   *
   * @return the canonical JSON, all in ASCII
   * @throws UncanonicalParameterException for a parameter that has no canonical form
   */
  public String canonicalText() {
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("v", Json.integer(VERSION));
    members.put(
        "metadata",
        Json.textMap(
            Map.of(
                "id", metadata.id(),
                "name", metadata.name(),
                "package", metadata.packageName())));
    members.put("image", Json.text(image.value()));
    members.put("env", envJson());
    members.put("extra", Json.textMap(extra));
    members.put("inputs", new Json.Arr(inputs.stream().map(InputRecord::toJson).toList()));
    ParamCanonicalizer.Canonical canonical = new ParamCanonicalizer(inputs).canonicalize(params);
    members.put("params", canonical.params());
    canonical.refs().ifPresent(refs -> members.put("refs", refs));
    if (!influence.environ().isEmpty()) {
      members.put("environ", Json.textMap(influence.environ()));
    }
    if (!influence.arguments().isEmpty()) {
      members.put("engine_args", Json.texts(influence.arguments()));
    }
    stdin.ifPresent(hash -> members.put("stdin", Json.text(hash.hex())));
    return CanonicalJson.write(new Json.Obj(members));
  }

  private Json envJson() {
    List<Json> pairs = new ArrayList<>();
    Map<String, String> sorted = new TreeMap<>(CodePointOrder.INSTANCE);
    sorted.putAll(env);
    sorted.forEach((name, value) -> pairs.add(Json.texts(List.of(name, value))));
    return new Json.Arr(pairs);
  }
}
