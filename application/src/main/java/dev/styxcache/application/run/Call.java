package dev.styxcache.application.run;

import dev.styxcache.application.api.CacheEvents;
import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.ToolFailedException;
import dev.styxcache.application.spi.CacheEntry;
import dev.styxcache.application.spi.ContentHasher.HashedContent;
import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.policy.HitPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A run with its command.
 *
 * @param declared what was declared
 * @param command the arguments, the executable first
 * @param executable the executable of this machine, if it is not in the key
 * @param neutral the command without paths; empty if the key has the command
 * @param stdout receives the tool's standard output
 * @param stderr receives the tool's standard error
 * @param started when the call began
 */
record Call(
    RunDeclaration declared,
    List<String> command,
    Optional<HashedContent> executable,
    Optional<List<String>> neutral,
    OutputHandler stdout,
    OutputHandler stderr,
    Instant started) {

  static final String OTHER_EXECUTABLE =
      "the executable changed: the stored run was made by another one than would run now";

  static final String OTHER_COMMAND =
      "the command changed: the stored run was made by another one under the same key";

  Metadata metadata() {
    return declared.metadata();
  }

  /** Runs the tool in the base runner's own directory; tells of that directory if it fails. */
  void run(Execution execution, CacheEvents events) {
    try {
      execution.run(command, stdout, stderr);
    } catch (ToolFailedException e) {
      events.toolFailed(metadata(), execution.outputFile(".", true));
      throw e;
    }
  }

  /**
   * Why an entry is of another call of the same key, so that this run replaces it. An entry without
   * manifest, which Python wrote, is served as it is.
   *
   * @return the reason for people; empty if the entry may be served
   */
  Optional<String> whyOfAnotherCall(CacheEntry entry) {
    EntryManifest made = entry.manifest().orElse(null);
    if (made == null) {
      return Optional.empty();
    } else if (made.isOfAnotherExecutable(executable.map(HashedContent::hash))) {
      return Optional.of(OTHER_EXECUTABLE);
    }
    return neutral.isPresent() && made.isOfAnotherCommand(neutral, command)
        ? Optional.of(OTHER_COMMAND)
        : Optional.empty();
  }

  /** Whether another call made the entry, or a version that copied no mutable inputs. */
  boolean replaces(CacheEntry entry) {
    return whyOfAnotherCall(entry).isPresent()
        || !HitPolicy.holdsCopies(entry.manifest(), declared.copies());
  }
}
