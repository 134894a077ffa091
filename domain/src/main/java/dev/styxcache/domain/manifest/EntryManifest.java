package dev.styxcache.domain.manifest;

import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.key.ImageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Describes an entry: the run that made it, and what is in it. Made by {@link #builder}.
 *
 * @param key the entry's key
 * @param payload the canonical text that the key is the digest of, so that a later miss can be
 *     explained
 * @param metadata the tool, with the image tag that its wrapper named
 * @param image the image digest that is in the key
 * @param command the command's arguments, as the tool was given them
 * @param executable the digest of the executable of this machine that ran, where the key does not
 *     have it: a caller in Java makes the key before it knows the command
 * @param neutral the command without paths, which a call of the same key must have; empty where the
 *     key has the command, and in entries of version 0.1.0
 * @param exitCode the tool's exit code; always 0 today, since failed runs are not stored
 * @param created when the run ended, in UTC
 * @param duration how long the run took, from its start to its end
 * @param version the version of this software that made the entry
 * @param outputs the members of the output tree, sorted by path
 * @param absent outputs that a run was asked for and did not make
 * @param copies the names of the copies of mutable inputs, in the order of declaration. The tool
 *     writes to them, so they are outputs like others
 * @param streams the captured streams
 * @param leftOut what the tool made and an entry cannot hold, by its path; the value says why, for
 *     people
 * @param modified when each file and folder of the outputs was last written to, in nanoseconds
 *     since 1970, by its path; a file that is not in it is digested at the next hit, and a folder
 *     listed
 */
public record EntryManifest(
    CacheKey key,
    String payload,
    Metadata metadata,
    ImageDigest image,
    List<String> command,
    Optional<ContentHash> executable,
    Optional<List<String>> neutral,
    int exitCode,
    Instant created,
    Duration duration,
    String version,
    List<TreeRecord> outputs,
    Set<String> absent,
    List<String> copies,
    Map<StreamName, CapturedStream> streams,
    Map<String, String> leftOut,
    Map<String, Long> modified) {

  /** The format of an entry without copies of mutable inputs. */
  private static final int PLAIN_FORMAT = 1;

  /**
   * The newest format, that of an entry with copies of mutable inputs. It changes when an older
   * reader would misread a newer manifest: a reader of format 1 would change the user's own files.
   */
  public static final int NEWEST_FORMAT = 2;

  /**
   * Copies the collections and checks that the payload is the key's.
   *
   * @throws IllegalArgumentException if the key is not the payload's
   */
  public EntryManifest {
    outputs = List.copyOf(outputs);
    command = List.copyOf(command);
    neutral = neutral.map(List::copyOf);
    absent = Set.copyOf(absent);
    copies = List.copyOf(copies);
    streams = Map.copyOf(streams);
    leftOut = Map.copyOf(leftOut);
    modified = Map.copyOf(modified);
    if (!CacheKey.ofCanonicalText(payload).equals(key)) {
      throw new IllegalArgumentException("the payload in the manifest is not that of key " + key);
    }
  }

  /**
   * Starts a manifest.
   *
   * @param key the entry's key
   * @param payload the canonical text that the key is the digest of
   * @return a builder without outputs or streams
   */
  public static EntryManifestBuilder builder(CacheKey key, String payload) {
    return new EntryManifestBuilder(key, payload);
  }

  /**
   * Starts a manifest that differs from this one in some members.
   *
   * @return a builder with the values of this manifest
   */
  public EntryManifestBuilder toBuilder() {
    return new EntryManifestBuilder(key, payload)
        .tool(metadata, image, command)
        .executable(executable)
        .neutral(neutral)
        .run(exitCode, created, duration)
        .version(version)
        .outputs(outputs)
        .absent(absent)
        .copies(copies)
        .streams(streams)
        .leftOut(leftOut)
        .modified(modified);
  }

  /**
   * Adds what this entry lacks and another run of the same key has; overwrites nothing. Outputs and
   * absences are merged. Tool, run and streams stay this entry's.
   *
   * <p>An entry is of one run: one that another executable or command made, or one whose mutable
   * inputs were treated otherwise, has nothing to add, and where the runs {@linkplain
   * #findDifference differ} no output is added.
   *
   * @param other the manifest of the other run
   * @return the merged manifest; equal to this one if the other has nothing to add
   * @throws IllegalArgumentException if the other manifest has another key
   */
  public EntryManifest mergedWith(EntryManifest other) {
    if (!other.key.equals(key)) {
      throw new IllegalArgumentException("cannot merge the entry " + other.key + " into " + key);
    } else if (isOfAnotherRun(other)) {
      return this;
    }
    boolean differs = findDifference(other).isPresent();
    List<TreeRecord> merged = new ArrayList<>(outputs);
    Map<String, Long> times = new HashMap<>(modified);
    for (TreeRecord added :
        differs ? List.<TreeRecord>of() : MissingOutputs.of(outputs, other.outputs)) {
      merged.add(added);
      Optional.ofNullable(other.modified.get(added.path()))
          .ifPresent(time -> times.put(added.path(), time));
    }
    merged.sort(Comparator.comparing(TreeRecord::path));
    TreeIndex index = TreeIndex.of(merged);
    return toBuilder()
        .outputs(merged)
        .absent(
            Stream.concat(absent.stream(), other.absent.stream())
                .filter(output -> !index.holds(output))
                .collect(Collectors.toUnmodifiableSet()))
        .modified(times)
        .build();
  }

  /**
   * The number of the format that this manifest is written in.
   *
   * @return 1, or 2 if there are copies of mutable inputs
   */
  public int format() {
    return copies.isEmpty() ? PLAIN_FORMAT : NEWEST_FORMAT;
  }

  /**
   * The form of the manifest that other machines are given: times are of one disk.
   *
   * @return this manifest without modification times
   */
  public EntryManifest withoutTimes() {
    return modified.isEmpty() ? this : toBuilder().modified(Map.of()).build();
  }

  /**
   * Whether the entry was made by another executable than a given one.
   *
   * @param digest the digest of an executable; empty where it is not known
   * @return true only where both are known and differ
   */
  public boolean isOfAnotherExecutable(Optional<ContentHash> digest) {
    return executable.isPresent() && digest.isPresent() && !executable.equals(digest);
  }

  /**
   * Whether the entry was made by another command than a given one.
   *
   * @param othersNeutral the command without paths; empty where the key has the command
   * @param othersCommand the command, which is compared where one of both is not known without
   *     paths
   * @return whether they differ; never where the key has the command of both
   */
  public boolean isOfAnotherCommand(
      Optional<List<String>> othersNeutral, List<String> othersCommand) {
    if (neutral.isPresent() && othersNeutral.isPresent()) {
      return !neutral.equals(othersNeutral);
    }
    return (neutral.isPresent() || othersNeutral.isPresent()) && !command.equals(othersCommand);
  }

  /**
   * Whether another executable or command made another entry of the same key, or its mutable inputs
   * were treated otherwise.
   *
   * @param other its manifest
   * @return whether nothing of one can be added to the other
   */
  public boolean isOfAnotherRun(EntryManifest other) {
    return isOfAnotherExecutable(other.executable)
        || isOfAnotherCommand(other.neutral, other.command)
        || !copies.equals(other.copies);
  }

  /**
   * Finds what tells that another run of the same key was not the same: an output that both made,
   * with different contents, where the other has outputs to add.
   *
   * @param other the manifest of the other run
   * @return the output's path; empty if the outputs of both can be one entry, or there is nothing
   *     to add
   */
  public Optional<String> findDifference(EntryManifest other) {
    Map<String, TreeRecord> mine = new HashMap<>();
    outputs.forEach(record -> mine.put(record.path(), record));
    Optional<String> difference = Optional.empty();
    boolean adds = false;
    for (TreeRecord record : other.outputs) {
      TreeRecord first = mine.get(record.path());
      adds |= first == null;
      if (first != null && difference.isEmpty() && !first.hasContentOf(record)) {
        difference = Optional.of(record.path());
      }
    }
    return adds ? difference : Optional.empty();
  }

  /**
   * Whether a merge with another manifest of the same key would add nothing that is mergeable.
   *
   * @param other the manifest that was merged into this one
   * @return whether this manifest lists its outputs and absences
   */
  public boolean includes(EntryManifest other) {
    TreeIndex index = TreeIndex.of(outputs);
    return other.outputs.stream().allMatch(record -> index.lists(record.path()))
        && other.absent.stream().allMatch(output -> absent.contains(output) || index.holds(output));
  }

  /**
   * Finds an output by its path.
   *
   * @param path a path relative to the entry
   * @return the output, if the entry has it
   */
  public Optional<TreeRecord> output(String path) {
    return outputs.stream().filter(record -> record.path().equals(path)).findFirst();
  }

  /**
   * The size of the outputs, in bytes.
   *
   * @return the sum of the files' sizes
   */
  public long outputBytes() {
    return outputs.stream()
        .mapToLong(record -> record instanceof TreeRecord.File file ? file.size() : 0)
        .sum();
  }
}
