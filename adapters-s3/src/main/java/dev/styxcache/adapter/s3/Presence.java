package dev.styxcache.adapter.s3;

import dev.styxcache.adapter.s3.bucket.Bucket;
import dev.styxcache.adapter.s3.bucket.BucketException;
import dev.styxcache.adapter.s3.bucket.ObjectFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Tells which contents are in the bucket already. One that a new entry is going to rely on must not
 * expire soon after: it is written anew where it is old.
 */
final class Presence {

  private final Bucket bucket;
  private final Set<String> suspects;

  /**
   * A look at a bucket.
   *
   * @param bucket the bucket
   * @param suspects names of objects that are not to be relied on, though they are there
   */
  Presence(Bucket bucket, Set<String> suspects) {
    this.bucket = bucket;
    this.suspects = suspects;
  }

  /** Whether an object is there, with its size where that is known and not -1. */
  boolean isThere(String name, long size) throws BucketException {
    if (suspects.contains(name)) {
      return false;
    }
    Optional<ObjectFacts> facts = bucket.look(name);
    if (facts.isEmpty() || (size >= 0 && facts.get().size() != size)) {
      return false;
    }
    if (isOld(bucket.settings().expiry(), facts.get())) {
      bucket.renew(name, facts.get().size());
    }
    return true;
  }

  /** Whether more than half of the time has passed after which the bucket deletes. */
  static boolean isOld(Optional<Duration> expiry, ObjectFacts facts) {
    return expiry.isPresent()
        && facts.modified().isBefore(Instant.now().minus(expiry.get().dividedBy(2)));
  }
}
