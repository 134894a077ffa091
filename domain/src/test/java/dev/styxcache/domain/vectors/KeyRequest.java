package dev.styxcache.domain.vectors;

import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.key.ImageDigest;
import dev.styxcache.domain.key.InputRecord;
import dev.styxcache.domain.key.KeyPayload;
import dev.styxcache.domain.key.PathText;
import dev.styxcache.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request as the vectors have it: everything that a key is made of, save the content of the
 * inputs.
 *
 * @param metadata the tool
 * @param image what the resolver answered
 * @param env the allow-listed variables
 * @param extra free fields of the policy
 * @param inputs the inputs in call order
 * @param params the parameters, where there are any
 */
public record KeyRequest(
    Metadata metadata,
    ImageDigest image,
    Map<String, String> env,
    Map<String, String> extra,
    List<Input> inputs,
    Optional<Map<String, ?>> params) {

  /**
   * A declared input.
   *
   * @param path as it was declared
   * @param resolveParent whether it stands for its parent directory
   * @param mutable whether the tool writes to a copy of it
   */
  public record Input(String path, boolean resolveParent, boolean mutable) {

    InputRecord record(ContentHash hash) {
      String normal = PathText.normalForm(path);
      Optional<String> name =
          resolveParent || mutable
              ? Optional.of(normal.substring(normal.lastIndexOf('/') + 1))
              : Optional.empty();
      return new InputRecord(path, hash, mutable, resolveParent, name);
    }
  }

  /**
   * Reads a request.
   *
   * @param members its JSON object
   * @return the request
   */
  public static KeyRequest of(JsonObject members) {
    Metadata metadata = metadata(members.object("metadata"));
    return new KeyRequest(
        metadata,
        members
            .optionalText("image_digest")
            .map(ImageDigest::new)
            .orElse(ImageDigest.ofTag(metadata.containerImageTag().orElse(""))),
        texts(members, "env"),
        texts(members, "extra"),
        members.objects("inputs").stream().map(KeyRequest::input).toList(),
        members.optionalObject("params").map(JsonObject::members));
  }

  /**
   * The payload of the request's key.
   *
   * @param hashes the digests of the inputs, in call order
   * @return the payload
   */
  public KeyPayload payload(List<ContentHash> hashes) {
    List<InputRecord> records = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      records.add(inputs.get(i).record(hashes.get(i)));
    }
    return new KeyPayload(metadata, image, env, extra, records, params);
  }

  private static Metadata metadata(JsonObject members) {
    return new Metadata(
        members.text("id"),
        members.text("name"),
        members.text("package"),
        members.optionalText("container_image_tag"));
  }

  private static Input input(JsonObject members) {
    return new Input(members.text("path"), members.bool("resolve_parent"), members.bool("mutable"));
  }

  /** A variable that is not set is null in a request, and the empty text in a key. */
  private static Map<String, String> texts(JsonObject members, String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    members
        .optionalObject(name)
        .ifPresent(
            values ->
                values
                    .members()
                    .keySet()
                    .forEach(key -> texts.put(key, values.nullableText(key).orElse(""))));
    return texts;
  }
}
