package dev.styxcache.application.run;

import dev.styxcache.application.api.InvalidInputException;
import dev.styxcache.application.run.RunDeclaration.Input;
import dev.styxcache.application.spi.CacheStore;
import dev.styxcache.domain.key.CacheKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the entries are. An input that has them in it would be changed by each run, and would never
 * be a hit. Thread-safe.
 */
final class CachePlace {

  /** The key of no run. */
  private static final CacheKey ANY = CacheKey.ofCanonicalText("");

  private final Path directory;
  private final KeyMaker keys;

  CachePlace(CacheStore store, KeyMaker keys) {
    this.directory = store.directoryOf(ANY);
    this.keys = keys;
  }

  /**
   * Checks an input before it is digested, by the paths alone: the cache may be on a mount that
   * does not answer.
   *
   * @param given the input as it was declared
   * @param located the same with its directories resolved
   * @throws InvalidInputException if the entries are in it
   */
  void requireOutside(Input given, Input located) {
    require(!directory.startsWith(given.hashedPath()), given);
    require(!directory.startsWith(located.hashedPath()), located);
  }

  /**
   * Checks inputs before the tool runs, with links resolved. The store has just answered.
   *
   * @throws InvalidInputException if the entries are in one of them
   */
  void requireOutside(List<Input> inputs) {
    if (!inputs.isEmpty()) {
      Path resolved = resolve();
      inputs.forEach(input -> require(!resolved.startsWith(input.hashedPath()), input));
    }
  }

  /** Resolves what of the path exists, since the cache may be created later. */
  private Path resolve() {
    for (Path above = directory; above != null; above = above.getParent()) {
      Optional<Path> located = keys.locate(above, false);
      if (located.isPresent()) {
        return located.get().resolve(above.relativize(directory).toString());
      }
    }
    return directory;
  }

  private void require(boolean outside, Input input) {
    if (!outside) {
      throw new InvalidInputException(
          "the input "
              + input.hashedPath()
              + " has the cache in it, whose entries are in "
              + top()
              + ", so each run would change it; choose another cache directory (--cache-dir,"
              + " STYXCACHE_CACHE_DIR), or declare only what the tool needs");
    }
  }

  /** The directory of the cache: entries are two levels below it. */
  private Path top() {
    Path shard = directory.getParent();
    Path cache = shard == null ? null : shard.getParent();
    return cache == null ? directory : cache;
  }
}
