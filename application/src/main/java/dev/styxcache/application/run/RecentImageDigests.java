package dev.styxcache.application.run;

import dev.styxcache.application.api.ImageDigestResolver;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Caches the digests of another resolver for a short time, because a pipeline resolves the same few
 * images again and again. A long-lived process still sees a newly pulled image soon. Failures are
 * not cached. Thread-safe.
 */
public final class RecentImageDigests implements ImageDigestResolver {

  private final ImageDigestResolver resolver;
  private final long nanos;
  private final LongSupplier clock;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();

  private record Answer(Resolution.Resolved resolved, long askedAt) {}

  /**
   * Wraps a resolver.
   *
   * @param resolver resolves the tags
   * @param keptFor how long a digest is valid, counted from the start of its resolution; zero
   *     caches none
   */
  public RecentImageDigests(ImageDigestResolver resolver, Duration keptFor) {
    this(resolver, keptFor, System::nanoTime);
  }

  RecentImageDigests(ImageDigestResolver resolver, Duration keptFor, LongSupplier clock) {
    this.resolver = resolver;
    this.nanos = keptFor.toNanos();
    this.clock = clock;
  }

  @Override
  public Resolution resolve(String tag) {
    long now = clock.getAsLong();
    Answer kept = answers.get(tag);
    if (kept != null && now - kept.askedAt() < nanos) {
      return kept.resolved();
    }
    Resolution resolution = resolver.resolve(tag);
    if (resolution instanceof Resolution.Resolved resolved) {
      answers.put(tag, new Answer(resolved, now));
    }
    return resolution;
  }
}
