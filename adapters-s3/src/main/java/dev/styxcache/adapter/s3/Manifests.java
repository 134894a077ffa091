package dev.styxcache.adapter.s3;

import dev.styxcache.adapter.s3.bucket.Bucket;
import dev.styxcache.adapter.s3.bucket.BucketException;
import dev.styxcache.adapter.s3.bucket.Bytes;
import dev.styxcache.adapter.s3.bucket.Condition;
import dev.styxcache.adapter.s3.bucket.ObjectFacts;
import dev.styxcache.adapter.s3.bucket.ObjectRange;
import dev.styxcache.adapter.s3.format.BucketManifest;
import dev.styxcache.adapter.s3.format.ManifestCodec;
import dev.styxcache.adapter.s3.format.ObjectNames;
import dev.styxcache.adapter.s3.format.UnknownFormatException;
import dev.styxcache.domain.key.CacheKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;

/** Reads and writes the objects that make entries. Safe for use by many threads. */
final class Manifests {

  private final Bucket bucket;

  Manifests(Bucket bucket) {
    this.bucket = bucket;
  }

  /** What the object of a key turned out to be. */
  sealed interface Found {

    /** There is none. */
    record None() implements Found {}

    /** It can be followed. */
    record Known(BucketManifest manifest, ObjectFacts facts) implements Found {}

    /** It cannot be read, or must not be followed. */
    record Broken(String reason, ObjectFacts facts) implements Found {}

    /** It has a format that this version does not know. */
    record Newer(String reason) implements Found {}
  }

  /** Looks for an entry's manifest. What looks broken is asked for twice, as networks break too. */
  Found load(CacheKey key) throws BucketException {
    Found found = loadOnce(key);
    return found instanceof Found.Broken ? loadOnce(key) : found;
  }

  private Found loadOnce(CacheKey key) throws BucketException {
    String name = ObjectNames.entry(key);
    byte[][] stored = new byte[1][];
    Optional<ObjectFacts> facts =
        bucket.read(
            ObjectRange.all(name),
            (f, stream) -> {
              stored[0] = stream.readNBytes(ManifestCodec.MOST_STORED_BYTES);
              // To the end, so that the connection can be used again.
              stream.read();
            });
    if (facts.isEmpty()) {
      return new Found.None();
    }
    try {
      return new Found.Known(ManifestCodec.read(key, stored[0]), facts.get());
    } catch (UnknownFormatException e) {
      return new Found.Newer(at(name) + ": " + e.getMessage());
    } catch (IllegalArgumentException e) {
      return new Found.Broken(at(name) + " cannot be used: " + e.getMessage(), facts.get());
    }
  }

  private String at(String name) {
    return "the manifest " + bucket.settings().name() + name;
  }

  /**
   * Writes a manifest.
   *
   * @return the new version, or nothing where the condition did not hold
   */
  Optional<String> store(CacheKey key, BucketManifest manifest, Condition condition)
      throws BucketException {
    byte[] bytes = ManifestCodec.write(key, manifest);
    Optional<String> etag = put(ObjectNames.entry(key), bytes, condition);
    if (etag.isPresent()) {
      return etag;
    }
    // It may have been written, and the answer lost; then what is there is what was to be written.
    return sameAs(ObjectNames.entry(key), bytes);
  }

  private Optional<String> put(String name, byte[] bytes, Condition condition)
      throws BucketException {
    try {
      return bucket.put(name, new Bytes(bytes, bytes.length), condition);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be read", e);
    }
  }

  private Optional<String> sameAs(String name, byte[] bytes) throws BucketException {
    boolean[] same = new boolean[1];
    return bucket
        .read(
            ObjectRange.all(name),
            (facts, stream) -> same[0] = Arrays.equals(stream.readNBytes(bytes.length + 1), bytes))
        .filter(facts -> same[0])
        .map(ObjectFacts::etag);
  }
}
