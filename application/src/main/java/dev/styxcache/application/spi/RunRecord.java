package dev.styxcache.application.spi;

import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.key.ImageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an entry stores about a completed run.
 *
 * @param payload the canonical text that the key is the digest of
 * @param metadata the tool
 * @param image the digest that stood for the image
 * @param command the arguments that the tool was given
 * @param executable the digest of the executable that ran; empty if it is part of the key, or the
 *     executable is not on this machine
 * @param neutral the command without paths; empty if the key has the command
 * @param created when the run ended
 * @param duration how long it took
 * @param requested the outputs that the run was asked for, optional ones included
 * @param copies the names of the copies of mutable inputs, in the order of declaration
 */
public record RunRecord(
    String payload,
    Metadata metadata,
    ImageDigest image,
    List<String> command,
    Optional<ContentHash> executable,
    Optional<List<String>> neutral,
    Instant created,
    Duration duration,
    Set<String> requested,
    List<String> copies) {

  /** Copies the collections. */
  public RunRecord {
    command = List.copyOf(command);
    neutral = neutral.map(List::copyOf);
    requested = Set.copyOf(requested);
    copies = List.copyOf(copies);
  }

  /**
   * Creates a record without copies, of a run whose key has the command, and the executable as far
   * as it is on this machine.
   *
   * @param payload the canonical text that the key is the digest of
   * @param metadata the tool
   * @param image the digest that stood for the image
   * @param command the arguments that the tool was given
   * @param created when the run ended
   * @param duration how long it took
   * @param requested the outputs that the run was asked for, optional ones included
   */
  public RunRecord(
      String payload,
      Metadata metadata,
      ImageDigest image,
      List<String> command,
      Instant created,
      Duration duration,
      Set<String> requested) {
    this(
        payload,
        metadata,
        image,
        command,
        Optional.empty(),
        Optional.empty(),
        created,
        duration,
        requested,
        List.of());
  }
}
