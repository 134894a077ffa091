package dev.styxcache.application.run;

import dev.styxcache.application.api.ImageDigestResolver;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Keeps the answers of another resolver for a short time, since a pipeline asks for the same few
 * images over and over. A process that lives long still sees a new pull soon. Failures are not
 * kept. Safe for use by many threads.
 */
public final class RecentImageDigests implements ImageDigestResolver {

  private final ImageDigestResolver resolver;
  private final long nanos;
  private final LongSupplier clock;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();

  private record Answer(Resolution.Resolved resolved, long askedAt) {}

  /**
   * Around another resolver.
   *
   * @param resolver is asked
   * @param keptFor how long an answer is good, from when it was asked for; zero keeps none
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
