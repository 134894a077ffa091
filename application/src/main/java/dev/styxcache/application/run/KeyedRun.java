package dev.styxcache.application.run;

import dev.styxcache.application.spi.ContentHasher.HashedContent;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.key.KeyPayload;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A declared run and its key.
 *
 * @param key the key
 * @param payload the payload that the key is made from
 * @param canonicalText the payload's canonical text, whose SHA-256 is the key
 * @param contents the digests of the inputs in the order of declaration, and at the end that of the
 *     standard input, where there is one
 * @param copies the names of the copies of mutable inputs
 * @param imageCaution why several images may share the image's digest, for people
 */
public record KeyedRun(
    CacheKey key,
    KeyPayload payload,
    String canonicalText,
    List<HashedContent> contents,
    List<String> copies,
    Optional<String> imageCaution) {

  /** Watches the ways to the inputs too, right before the tool runs. */
  void beginWatches() {
    contents.forEach(content -> content.watch().begin());
  }

  /**
   * The first input that has changed since it was digested. The tool has got other content than the
   * key says, be it the input or a copy that was made of it.
   */
  Optional<Path> findChangedInput() {
    for (HashedContent content : contents) {
      Optional<Path> change = content.watch().findChange();
      if (change.isPresent()) {
        return change;
      }
    }
    return Optional.empty();
  }
}
