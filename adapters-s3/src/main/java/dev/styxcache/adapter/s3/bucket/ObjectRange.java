package dev.styxcache.adapter.s3.bucket;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A range of an object to download.
 *
 * @param name the object's name
 * @param from where it begins; none for the last bytes of the object
 * @param length its length in bytes; none for the whole object
 * @param etag version of the object; none for any
 */
public record ObjectRange(
    String name, OptionalLong from, OptionalLong length, Optional<String> etag) {

  /**
   * Returns a whole object.
   *
   * @param name its name
   * @return the range
   */
  public static ObjectRange all(String name) {
    return new ObjectRange(name, OptionalLong.of(0), OptionalLong.empty(), Optional.empty());
  }

  /**
   * Returns the end of an object.
   *
   * @param name its name
   * @param length length in bytes
   * @return the range
   */
  public static ObjectRange last(String name, long length) {
    return new ObjectRange(name, OptionalLong.empty(), OptionalLong.of(length), Optional.empty());
  }

  /**
   * Returns a part of one version of an object.
   *
   * @param name its name
   * @param from where it begins
   * @param length length in bytes
   * @param etag the version, or nothing for any
   * @return the range
   */
  public static ObjectRange part(String name, long from, long length, Optional<String> etag) {
    return new ObjectRange(name, OptionalLong.of(from), OptionalLong.of(length), etag);
  }

  /** Whether a response has this range, by its header {@code Content-Range}. */
  boolean matches(@Nullable String contentRange) {
    String given = Objects.requireNonNullElse(contentRange, "");
    if (length.isEmpty()) {
      return true;
    } else if (from.isEmpty()) {
      return given.startsWith("bytes ");
    }
    long last = from.getAsLong() + length.getAsLong() - 1;
    return given.startsWith("bytes " + from.getAsLong() + "-" + last + "/");
  }

  /** Returns the header {@code Range}, or nothing for a whole object. */
  Optional<String> header() {
    if (length.isEmpty()) {
      return Optional.empty();
    } else if (from.isEmpty()) {
      return Optional.of("bytes=-" + length.getAsLong());
    }
    return Optional.of(
        "bytes=" + from.getAsLong() + "-" + (from.getAsLong() + length.getAsLong() - 1));
  }
}
