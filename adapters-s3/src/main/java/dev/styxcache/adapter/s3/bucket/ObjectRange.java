package dev.styxcache.adapter.s3.bucket;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A part of an object that is to be read.
 *
 * @param name the object's name
 * @param from where it begins; none for the last bytes of the object
 * @param length how many bytes; none for all
 * @param etag which version; none for whatever is there
 */
public record ObjectRange(
    String name, OptionalLong from, OptionalLong length, Optional<String> etag) {

  /**
   * All of an object.
   *
   * @param name its name
   * @return the range
   */
  public static ObjectRange all(String name) {
    return new ObjectRange(name, OptionalLong.of(0), OptionalLong.empty(), Optional.empty());
  }

  /**
   * The end of an object.
   *
   * @param name its name
   * @param length how many bytes
   * @return the range
   */
  public static ObjectRange last(String name, long length) {
    return new ObjectRange(name, OptionalLong.empty(), OptionalLong.of(length), Optional.empty());
  }

  /**
   * A part of a version of an object.
   *
   * @param name its name
   * @param from where it begins
   * @param length how many bytes
   * @param etag the version, or nothing for any
   * @return the range
   */
  public static ObjectRange part(String name, long from, long length, Optional<String> etag) {
    return new ObjectRange(name, OptionalLong.of(from), OptionalLong.of(length), etag);
  }

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
