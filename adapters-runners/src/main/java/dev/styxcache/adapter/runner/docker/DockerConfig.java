package dev.styxcache.adapter.runner.docker;

import dev.styxcache.adapter.runner.process.ToolEnvironment;
import dev.styxcache.domain.json.CanonicalJson;
import dev.styxcache.domain.json.Json;
import dev.styxcache.json.JsonReader;
import dev.styxcache.json.MalformedJsonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The configuration of docker's client. Proxies in it become variables of every container, which
 * are in no key; so a run gets a copy without them.
 */
final class DockerConfig {

  private static final String DIRECTORY = "DOCKER_CONFIG";
  private static final String FILE = "config.json";

  private DockerConfig() {}

  /**
   * Makes the copy, where there are proxies.
   *
   * @param folder an empty directory
   * @param environment the client's environment
   * @return variables for the client; none where the user's own configuration can be used
   * @throws IOException if it cannot be read or copied
   */
  static Map<String, String> withoutProxies(Path folder, ToolEnvironment environment)
      throws IOException {
    Path directory =
        Path.of(
            environment
                .find(DIRECTORY)
                .orElseGet(() -> environment.find("HOME").orElse("/") + "/.docker"));
    Path file = directory.resolve(FILE);
    if (!Files.isReadable(file)) {
      return Map.of(); // The client cannot read it either.
    }
    byte[] text = Files.readAllBytes(file);
    if (!new String(text, StandardCharsets.UTF_8).contains("\"proxies\"")) {
      return Map.of();
    }
    Map<String, Json> kept = new LinkedHashMap<>();
    try {
      if (JsonReader.forUsers().read(text) instanceof Map<?, ?> members) {
        // Nothing is fetched, so no credentials are needed: only how the daemon is reached.
        if (members.get("currentContext") instanceof String context) {
          kept.put("currentContext", Json.text(context));
        }
        if (members.get("HttpHeaders") instanceof Map<?, ?> headers) {
          Map<String, String> texts = new LinkedHashMap<>();
          headers.forEach((name, value) -> texts.put(String.valueOf(name), String.valueOf(value)));
          kept.put("HttpHeaders", Json.textMap(texts));
        }
      }
    } catch (MalformedJsonException e) {
      throw new IOException(file + " is not JSON (" + e.getMessage() + "): mend it", e);
    }
    Files.writeString(folder.resolve(FILE), CanonicalJson.write(new Json.Obj(kept)));
    try (DirectoryStream<Path> others = Files.newDirectoryStream(directory)) {
      for (Path other : others) {
        Path name = other.getFileName();
        if (!name.toString().equals(FILE)) {
          Files.createSymbolicLink(folder.resolve(name), other.toAbsolutePath());
        }
      }
    }
    return Map.of(DIRECTORY, folder.toString());
  }
}
