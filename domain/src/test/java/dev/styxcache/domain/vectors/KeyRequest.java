package dev.styxcache.domain.vectors;

import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.key.ImageDigest;
import dev.styxcache.domain.key.InputRecord;
import dev.styxcache.domain.key.KeyPayload;
import dev.styxcache.domain.key.PathText;
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
   * @param mutable whether the tool may write to it
   */
  public record Input(String path, boolean resolveParent, boolean mutable) {

    InputRecord record(ContentHash hash) {
      String normal = PathText.normalForm(path);
      Optional<String> name =
          resolveParent
              ? Optional.of(normal.substring(normal.lastIndexOf('/') + 1))
              : Optional.empty();
      return new InputRecord(path, hash, mutable, resolveParent, name);
    }
  }

  /**
   * Reads a request.
   *
   * @param members the members of its JSON object
   * @return the request
   */
  public static KeyRequest of(Map<String, Object> members) {
    Metadata metadata = metadata(JsonText.object(required(members, "metadata")));
    return new KeyRequest(
        metadata,
        Optional.ofNullable(members.get("image_digest"))
            .map(digest -> new ImageDigest((String) digest))
            .orElse(ImageDigest.ofTag(metadata.containerImageTag().orElse(""))),
        texts(members, "env"),
        texts(members, "extra"),
        ((List<?>) required(members, "inputs")).stream().map(KeyRequest::input).toList(),
        Optional.ofNullable(members.get("params")).map(JsonText::object));
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

  private static Metadata metadata(Map<String, Object> members) {
    return new Metadata(
        (String) required(members, "id"),
        (String) required(members, "name"),
        (String) required(members, "package"),
        Optional.ofNullable((String) members.get("container_image_tag")));
  }

  private static Input input(Object value) {
    Map<String, Object> members = JsonText.object(value);
    return new Input(
        (String) required(members, "path"),
        (Boolean) required(members, "resolve_parent"),
        (Boolean) required(members, "mutable"));
  }

  /** A variable that is not set is null in a request, and the empty text in a key. */
  private static Map<String, String> texts(Map<String, Object> members, String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    Optional.ofNullable(members.get(name))
        .map(JsonText::object)
        .ifPresent(
            values ->
                values.forEach((key, text) -> texts.put(key, text == null ? "" : (String) text)));
    return texts;
  }

  static Object required(Map<String, Object> members, String name) {
    return Optional.ofNullable(members.get(name))
        .orElseThrow(() -> new IllegalArgumentException("there is no member " + name));
  }
}
