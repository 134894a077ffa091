package dev.styxcache.application.run;

import dev.styxcache.application.api.Runner;
import dev.styxcache.application.api.ToolNotStartedException;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.ContentHasher.HashedContent;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Digests of the executables that commands run, for callers whose key is made before their command
 * is known. This process does not read an unchanged executable again. Thread-safe.
 */
public final class ExecutableDigests {

  /** Maximum number of remembered executables. */
  private static final int MAX_REMEMBERED = 1_000;

  private final Runner base;
  private final ContentHasher hasher;
  private final Map<Path, HashedContent> remembered = new ConcurrentHashMap<>();

  /**
   * Creates the digests for one runner.
   *
   * @param base resolves the executable of a command
   * @param hasher digests it
   */
  public ExecutableDigests(Runner base, ContentHasher hasher) {
    this.base = base;
    this.hasher = hasher;
  }

  /**
   * Digests the executable of a command.
   *
   * @return the digest; empty if the executable is not on this machine, or does not exist: then the
   *     tool cannot run here, so no entry can contradict it
   */
  Optional<HashedContent> of(List<String> command) {
    Optional<Path> executable;
    try {
      executable = command.isEmpty() ? Optional.empty() : base.executable(command.get(0));
    } catch (ToolNotStartedException e) {
      return Optional.empty();
    }
    return executable.map(this::digest);
  }

  private HashedContent digest(Path executable) {
    HashedContent known = remembered.get(executable);
    if (known != null && known.watch().findChange().isEmpty()) {
      return known;
    }
    HashedContent content = hasher.hash(List.of(executable)).get(0);
    if (remembered.size() >= MAX_REMEMBERED) {
      remembered.clear();
    }
    remembered.put(executable, content);
    return content;
  }
}
