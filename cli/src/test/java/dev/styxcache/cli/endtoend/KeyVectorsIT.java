package dev.styxcache.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.cli.endtoend.CommandLine.Outcome;
import dev.styxcache.domain.vectors.KeyVector;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code styxcache key --request} makes the same keys as Python, from files. */
class KeyVectorsIT {

  /** Python does not tell variables that are set but empty from those that are not set. */
  private static final Pattern EMPTY_VARIABLES =
      Pattern.compile("\"environ\":\\{(?:\"\\w+\":\"\",?)+},");

  @TempDir Path directory;

  @Test
  void requestsOfOneFile_haveTheKeysOfPython() throws Exception {
    CommandLine styxcache = new CommandLine(directory);
    styxcache.file("vectors.jsonl", requests(styxcache));

    List<String> keys = lines(styxcache.run("key", "--request", "vectors.jsonl"));
    List<String> texts = lines(styxcache.run("key", "--canonical", "--request", "vectors.jsonl"));

    List<KeyVector> vectors = KeyVector.all();
    assertThat(vectors).hasSize(120);
    assertThat(keys).hasSize(120);
    for (int i = 0; i < vectors.size(); i++) {
      KeyVector vector = vectors.get(i);
      if (!vector.differsFromPython()) {
        String text = EMPTY_VARIABLES.matcher(texts.get(i)).replaceFirst("");
        assertThat(text).as("text of vector %s", i).isEqualTo(vector.canonical());
        if (text.equals(texts.get(i))) {
          assertThat(keys.get(i)).as("key of vector %s", i).isEqualTo(vector.key());
        } else {
          assertThat(keys.get(i)).as("key of vector %s", i).isNotEqualTo(vector.key());
        }
      } else {
        assertThat(texts.get(i)).as("text of vector %s", i).contains("\"name\":");
        vector.inputHashes().forEach(hash -> assertThat(texts.toString()).contains(hash.hex()));
      }
    }
  }

  private static List<String> lines(Outcome outcome) {
    assertThat(outcome.code()).as(outcome.error()).isZero();
    return outcome.text().lines().toList();
  }

  /** The requests of the vectors, each with a working directory of its own. */
  private static String requests(CommandLine styxcache) throws Exception {
    StringBuilder requests = new StringBuilder();
    String text;
    try (InputStream stream =
        Objects.requireNonNull(KeyVector.class.getResourceAsStream("/vectors/key-vectors.jsonl"))) {
      text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
    List<String> lines = text.lines().toList();
    List<KeyVector> vectors = KeyVector.all();
    for (int i = 0; i < lines.size(); i++) {
      Path home = Files.createDirectories(styxcache.work.resolve("vector" + i));
      for (var file : vectors.get(i).files().entrySet()) {
        Path path = home.resolve(file.getKey());
        Files.createDirectories(Objects.requireNonNull(path.getParent()));
        Files.write(path, file.getValue().bytes());
      }
      String line = lines.get(i);
      int start = line.indexOf("\"request\": {") + "\"request\": {".length();
      int end = line.indexOf(", \"input_hashes\": ");
      requests.append("{\"cwd\": \"vector").append(i).append("\", ");
      requests.append(line, start, end).append('\n');
    }
    return requests.toString();
  }
}
