package dev.styxcache.cli.call;

import java.util.Map;
import java.util.Optional;

/**
 * The parts of a key that a request sets instead of the configuration.
 *
 * @param imageDigest the digest of the container image
 * @param env the allow-listed variables; an empty value is an unset variable
 * @param extra the free fields
 */
public record KeyOverrides(
    Optional<String> imageDigest,
    Optional<Map<String, Optional<String>>> env,
    Optional<Map<String, String>> extra) {

  /** Copies the maps. */
  public KeyOverrides {
    env = env.map(Map::copyOf);
    extra = extra.map(Map::copyOf);
  }

  /**
   * Nothing is overridden.
   *
   * @return the overrides
   */
  public static KeyOverrides none() {
    return new KeyOverrides(Optional.empty(), Optional.empty(), Optional.empty());
  }
}
