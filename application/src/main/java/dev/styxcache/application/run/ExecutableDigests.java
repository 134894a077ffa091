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
 * Digests the executables that commands run, for callers whose key is made before their command is
 * known. An executable that has not changed is not read again by this process. Safe for use by many
 * threads.
 */
public final class ExecutableDigests {

  /** Maximum number of remembered executables. */
  private static final int MAX_REMEMBERED = 1_000;

  private final Runner base;
  private final ContentHasher hasher;
  private final Map<Path, HashedContent> remembered = new ConcurrentHashMap<>();

  /**
   * For the commands of one runner.
   *
   * @param base knows which executable a command runs
   * @param hasher digests it
   */
  public ExecutableDigests(Runner base, ContentHasher hasher) {
    this.base = base;
    this.hasher = hasher;
  }

  /**
   * Digests the executable of a command.
   *
   * @return the digest; empty where the executable is not this machine's, or there is none: then
   *     the tool could not have run, so there is nothing that an entry could contradict
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
