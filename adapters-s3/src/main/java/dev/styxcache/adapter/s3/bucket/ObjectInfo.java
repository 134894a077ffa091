package dev.styxcache.adapter.s3.bucket;

import static java.util.Objects.requireNonNullElse;

import java.time.Instant;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * What the server says of an object.
 *
 * @param etag identifies this version of it
 * @param size its length in bytes, or -1 where the server does not say
 * @param modified time of the last write
 */
public record ObjectInfo(String etag, long size, Instant modified) {

  static ObjectInfo of(HeadObjectResponse response) {
    return new ObjectInfo(
        requireNonNullElse(response.eTag(), ""),
        requireNonNullElse(response.contentLength(), -1L),
        requireNonNullElse(response.lastModified(), Instant.now()));
  }

  /** The length of a response may be that of a range; its header has that of the object. */
  static ObjectInfo of(GetObjectResponse response) {
    String range = requireNonNullElse(response.contentRange(), "");
    int slash = range.indexOf('/');
    long size = requireNonNullElse(response.contentLength(), -1L);
    if (slash >= 0) {
      try {
        size = Long.parseLong(range.substring(slash + 1));
      } catch (NumberFormatException e) {
        size = -1;
      }
    }
    return new ObjectInfo(
        requireNonNullElse(response.eTag(), ""),
        size,
        requireNonNullElse(response.lastModified(), Instant.now()));
  }
}
