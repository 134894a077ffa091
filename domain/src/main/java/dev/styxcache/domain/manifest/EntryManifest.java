package dev.styxcache.domain.manifest;

import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.key.ImageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an entry says of itself.
 *
 * @param key the entry's key
 * @param payload the canonical text that the key is the digest of, so that a later miss can be
 *     explained
 * @param metadata the tool, with the image tag that its wrapper named
 * @param image the digest that stood for the image
 * @param command the command's arguments, as the tool was given them
 * @param exitCode the tool's exit code; always 0 today, since failed runs are not stored
 * @param created when the run ended, in UTC
 * @param duration how long the run took, from its start to its end
 * @param version which version of this software made the entry
 * @param outputs what is in the entry, sorted by path
 * @param absent outputs that a run was asked for and did not make
 * @param mutable what the run left of its mutable inputs, by the input's place in the order of
 *     declaration
 * @param streams the captured streams
 */
public record EntryManifest(
    CacheKey key,
    String payload,
    Metadata metadata,
    ImageDigest image,
    List<String> command,
    int exitCode,
    Instant created,
    Duration duration,
    String version,
    List<TreeRecord> outputs,
    Set<String> absent,
    Map<Integer, MutableState> mutable,
    Map<StreamName, CapturedStream> streams) {

  /**
   * The format's number, which changes when an older reader would misunderstand a newer manifest.
   */
  public static final int FORMAT = 1;

  /**
   * Copies the collections and checks that the payload is the key's.
   *
   * @throws IllegalArgumentException if the key is not the payload's
   */
  public EntryManifest {
    outputs = List.copyOf(outputs);
    command = List.copyOf(command);
    absent = Set.copyOf(absent);
    mutable = Map.copyOf(mutable);
    streams = Map.copyOf(streams);
    if (!CacheKey.ofCanonicalText(payload).equals(key)) {
      throw new IllegalArgumentException("the payload in the manifest is not that of key " + key);
    }
  }

  /**
   * The recorded outputs by their path.
   *
   * @param path a path relative to the entry
   * @return the record, where the entry has one
   */
  public Optional<TreeRecord> output(String path) {
    return outputs.stream().filter(record -> record.path().equals(path)).findFirst();
  }

  /**
   * How many bytes of outputs the entry has.
   *
   * @return the sum of the files' sizes
   */
  public long outputBytes() {
    return outputs.stream()
        .mapToLong(record -> record instanceof TreeRecord.File file ? file.size() : 0)
        .sum();
  }
}
