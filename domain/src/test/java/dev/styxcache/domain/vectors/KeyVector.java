package dev.styxcache.domain.vectors;

import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.json.JsonObject;
import dev.styxcache.json.JsonReader;
import dev.styxcache.json.MalformedJsonException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
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
    return request.inputs().stream().anyMatch(input -> input.resolveParent() || input.mutable());
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
    JsonObject members = object(line);
    Map<String, Content> files = new LinkedHashMap<>();
    JsonObject contents = members.object("files");
    contents.members().keySet().forEach(path -> files.put(path, content(contents.object(path))));
    return new KeyVector(
        (int) members.integer("n"),
        files,
        KeyRequest.of(members.object("request")),
        members.texts("input_hashes").stream().map(ContentHash::new).toList(),
        members.text("canonical"),
        members.text("key"));
  }

  private static JsonObject object(String line) {
    try {
      return JsonObject.root("the vector", JsonReader.forUsers().read(line));
    } catch (MalformedJsonException e) {
      throw new IllegalArgumentException(line, e);
    }
  }

  private static Content content(JsonObject members) {
    return new Content((int) members.integer("seed"), (int) members.integer("size"));
  }

  @Override
  public String toString() {
    return "case " + number;
  }
}
