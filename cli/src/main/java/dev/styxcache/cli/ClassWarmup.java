package dev.styxcache.cli;

import dev.styxcache.adapter.fs.manifest.ManifestReader;
import dev.styxcache.domain.key.CacheKey;
import java.nio.charset.StandardCharsets;

/**
 * Preloads slow classes on a background thread: the JDK's digests and the reader of manifests. On a
 * single processor nothing is lost, since each run needs them anyway.
 */
final class ClassWarmup {

  private static final byte[] MANIFEST = "{\"format\":1}".getBytes(StandardCharsets.UTF_8);

  private ClassWarmup() {}

  /** Starts the thread and returns at once. */
  static void begin() {
    Thread warmup = new Thread(ClassWarmup::load, "styxcache-warmup");
    warmup.setDaemon(true);
    // A failure here repeats where the class is needed, and is reported there.
    warmup.setUncaughtExceptionHandler((thread, failure) -> {});
    warmup.start();
  }

  private static void load() {
    CacheKey.ofCanonicalText("");
    ManifestReader.read(MANIFEST);
  }
}
