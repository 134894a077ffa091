package dev.styxcache.application.run;

import dev.styxcache.application.api.CacheEvents;
import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.ToolFailedException;
import dev.styxcache.application.spi.CacheEntry;
import dev.styxcache.application.spi.ContentHasher.HashedContent;
import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.policy.HitPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A run with its command, and its executable if that is not in the key. */
record Call(
    RunDeclaration declared,
    List<String> command,
    Optional<HashedContent> executable,
    OutputHandler stdout,
    OutputHandler stderr,
    Instant started) {

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

  /** Whether another executable made the entry, or a version that copied no mutable inputs. */
  boolean replaces(CacheEntry entry) {
    return isOfAnotherExecutable(entry)
        || !HitPolicy.holdsCopies(entry.manifest(), declared.copies());
  }

  boolean isOfAnotherExecutable(CacheEntry entry) {
    return executable.isPresent()
        && entry
            .manifest()
            .filter(made -> made.isOfAnotherExecutable(executable.map(HashedContent::hash)))
            .isPresent();
  }
}
