package dev.styxcache.cli;

import dev.styxcache.adapter.fs.manifest.ManifestReader;
import dev.styxcache.domain.key.CacheKey;
import java.nio.charset.StandardCharsets;

/**
 * Has classes made ready by a second processor that each run needs later and that take long at
 * their first use: the JDK's digests, and the reader of manifests. Where there is one processor
 * only, nothing is lost, since the run would have to do the same.
 */
final class StartAhead {

  private static final byte[] MANIFEST = "{\"format\":1}".getBytes(StandardCharsets.UTF_8);

  private StartAhead() {}

  /** Begins, and returns at once. */
  static void begin() {
    Thread ahead = new Thread(StartAhead::use, "styxcache-ahead");
    ahead.setDaemon(true);
    // Whatever fails here fails again where it is needed, and is reported there, in words for
    // users.
    ahead.setUncaughtExceptionHandler((thread, failure) -> {});
    ahead.start();
  }

  private static void use() {
    CacheKey.ofCanonicalText("");
    ManifestReader.read(MANIFEST);
  }
}
