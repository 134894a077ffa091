package dev.styxcache.application.run;

import dev.styxcache.application.api.Runner;
import dev.styxcache.application.api.ToolNotStartedException;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.ContentHasher.HashedContent;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.key.ContentHash;
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

  /**
   * The executable of a command.
   *
   * @param isOnThisMachine whether the runner takes it from this machine, not from an image
   * @param content its digest; empty if it is not on this machine, or does not exist: then the tool
   *     cannot run here, so no entry can contradict it
   */
  record Executable(boolean isOnThisMachine, Optional<HashedContent> content) {}

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

  /** Whether a runner takes the executable of a command from this machine. */
  static boolean areOnThisMachine(Runner base, List<String> command) {
    try {
      return !command.isEmpty() && base.executable(command.get(0)).isPresent();
    } catch (ToolNotStartedException e) {
      return true; // It is looked for here.
    }
  }

  /** Finds and digests the executable of a command. */
  Executable of(List<String> command) {
    Optional<Path> executable;
    try {
      executable = command.isEmpty() ? Optional.empty() : base.executable(command.get(0));
    } catch (ToolNotStartedException e) {
      return new Executable(true, Optional.empty());
    }
    return new Executable(executable.isPresent(), executable.map(this::digest));
  }

  /**
   * The digest of an executable, and of the file beside it that says which virtual environment it
   * belongs to: those share one interpreter, by links.
   */
  private HashedContent digest(Path executable) {
    HashedContent content = remembered(executable);
    Optional<Path> environment = base.settingsBeside(executable);
    if (environment.isEmpty()) {
      return content;
    }
    HashedContent settings = remembered(environment.get());
    return new HashedContent(
        new ContentHash(
            CacheKey.ofCanonicalText(content.hash().hex() + settings.hash().hex()).hex()),
        () -> content.watch().findChange().or(() -> settings.watch().findChange()));
  }

  private HashedContent remembered(Path file) {
    HashedContent known = remembered.get(file);
    if (known != null && known.watch().findChange().isEmpty()) {
      return known;
    }
    HashedContent content = hasher.hash(List.of(file)).get(0);
    if (remembered.size() >= MAX_REMEMBERED) {
      remembered.clear();
    }
    remembered.put(file, content);
    return content;
  }
}
