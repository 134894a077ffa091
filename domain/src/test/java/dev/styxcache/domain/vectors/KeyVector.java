package dev.styxcache.domain.vectors;

import dev.styxcache.domain.key.ContentHash;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One of the 120 cases of {@code key-vectors.jsonl}.
 *
 * @param number its number, from 0
 * @param files the content of the files that it needs, by their path below the working directory
 * @param request the request
 * @param inputHashes the digests of the inputs, in call order
 * @param canonical the canonical text that Python makes of it
 * @param key Python's key
 */
public record KeyVector(
    int number,
    Map<String, Content> files,
    KeyRequest request,
    List<ContentHash> inputHashes,
    String canonical,
    String key) {

  /**
   * What is in a file.
   *
   * @param seed sets one file apart from another
   * @param size in bytes
   */
  public record Content(int seed, int size) {

    /**
     * The bytes.
     *
     * @return a new array
     */
    public byte[] bytes() {
      byte[] bytes = new byte[size];
      for (int i = 0; i < size; i++) {
        bytes[i] = (byte) ((i * 31L + seed * 7L + (i >> 8) * 13L) % 251);
      }
      return bytes;
    }
  }

  /**
   * Whether an input stands for its parent directory. Python's key does not say for which file of
   * it, and this project's does.
   *
   * @return whether the key differs from Python's
   */
  public boolean differsFromPython() {
    return request.inputs().stream().anyMatch(KeyRequest.Input::resolveParent);
  }

  /**
   * All cases.
   *
   * @return the cases in order
   */
  public static List<KeyVector> all() {
    try (InputStream stream =
            Objects.requireNonNull(
                KeyVector.class.getResourceAsStream("/vectors/key-vectors.jsonl"));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return lines.lines().map(KeyVector::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static KeyVector of(String line) {
    Map<String, Object> members = JsonText.readObject(line);
    Map<String, Content> files = new LinkedHashMap<>();
    JsonText.object(KeyRequest.required(members, "files"))
        .forEach((path, content) -> files.put(path, content(JsonText.object(content))));
    return new KeyVector(
        integer(members, "n"),
        files,
        KeyRequest.of(JsonText.object(KeyRequest.required(members, "request"))),
        ((List<?>) KeyRequest.required(members, "input_hashes"))
            .stream().map(hash -> new ContentHash((String) hash)).toList(),
        (String) KeyRequest.required(members, "canonical"),
        (String) KeyRequest.required(members, "key"));
  }

  private static Content content(Map<String, Object> members) {
    return new Content(integer(members, "seed"), integer(members, "size"));
  }

  private static int integer(Map<String, Object> members, String name) {
    return ((BigInteger) KeyRequest.required(members, name)).intValueExact();
  }

  @Override
  public String toString() {
    return "case " + number;
  }
}
