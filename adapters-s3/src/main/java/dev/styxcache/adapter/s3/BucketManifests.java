package dev.styxcache.adapter.s3;

import dev.styxcache.adapter.s3.bucket.Bucket;
import dev.styxcache.adapter.s3.bucket.BucketException;
import dev.styxcache.adapter.s3.bucket.ByteArrayBody;
import dev.styxcache.adapter.s3.bucket.ObjectInfo;
import dev.styxcache.adapter.s3.bucket.ObjectRange;
import dev.styxcache.adapter.s3.bucket.WriteCondition;
import dev.styxcache.adapter.s3.format.BucketManifest;
import dev.styxcache.adapter.s3.format.ManifestReader;
import dev.styxcache.adapter.s3.format.ManifestWriter;
import dev.styxcache.adapter.s3.format.ObjectNames;
import dev.styxcache.adapter.s3.format.UnknownFormatException;
import dev.styxcache.domain.key.CacheKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;

/** Reads and writes the manifests of entries. Safe for use by many threads. */
final class BucketManifests {

  private final Bucket bucket;

  BucketManifests(Bucket bucket) {
    this.bucket = bucket;
  }

  /** Result of loading a manifest. */
  sealed interface Found {

    /** The key has no manifest. */
    record Missing() implements Found {}

    /** A valid manifest. */
    record Known(BucketManifest manifest, ObjectInfo info) implements Found {}

    /** A manifest that cannot be read or is not valid. */
    record Corrupt(String reason, ObjectInfo info) implements Found {}

    /** A manifest in a format that this version does not know. */
    record Newer(String reason) implements Found {}
  }

  /** Loads a manifest. A corrupt one is loaded again, since the network may have corrupted it. */
  Found load(CacheKey key) throws BucketException {
    Found found = loadOnce(key);
    return found instanceof Found.Corrupt ? loadOnce(key) : found;
  }

  private Found loadOnce(CacheKey key) throws BucketException {
    String name = ObjectNames.entry(key);
    byte[][] stored = new byte[1][];
    Optional<ObjectInfo> info =
        bucket.read(
            ObjectRange.all(name),
            (i, stream) -> {
              stored[0] = stream.readNBytes(ManifestReader.MAX_STORED_BYTES);
              // To the end, so that the connection can be reused.
              stream.read();
            });
    if (info.isEmpty()) {
      return new Found.Missing();
    }
    try {
      return new Found.Known(ManifestReader.read(key, stored[0]), info.get());
    } catch (UnknownFormatException e) {
      return new Found.Newer(at(name) + ": " + e.getMessage());
    } catch (IllegalArgumentException e) {
      return new Found.Corrupt(at(name) + " cannot be used: " + e.getMessage(), info.get());
    }
  }

  private String at(String name) {
    return "the manifest " + bucket.settings().name() + name;
  }

  /**
   * Writes a manifest.
   *
   * @return ETag of the new version, or nothing if the precondition failed
   */
  Optional<String> store(CacheKey key, BucketManifest manifest, WriteCondition condition)
      throws BucketException {
    byte[] bytes = ManifestWriter.write(key, manifest);
    String name = ObjectNames.entry(key);
    try {
      Optional<String> etag = bucket.put(name, new ByteArrayBody(bytes), condition);
      // If the response to an earlier attempt was lost, the object is what was to be written.
      return etag.isPresent() ? etag : etagIfSame(name, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be read", e);
    }
  }

  private Optional<String> etagIfSame(String name, byte[] bytes) throws BucketException {
    boolean[] same = new boolean[1];
    return bucket
        .read(
            ObjectRange.all(name),
            (i, stream) -> same[0] = Arrays.equals(stream.readNBytes(bytes.length + 1), bytes))
        .filter(i -> same[0])
        .map(ObjectInfo::etag);
  }
}
