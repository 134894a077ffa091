package dev.styxcache.application.run;

import dev.styxcache.application.run.RunDeclaration.Input;
import dev.styxcache.application.spi.ContentHasher.HashedContent;
import dev.styxcache.application.spi.RunRecord.MutableInput;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.key.KeyPayload;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A declared run and its key.
 *
 * @param key the key
 * @param payload the payload that the key is made from
 * @param canonicalText the payload's canonical text, whose SHA-256 is the key
 * @param inputs the declared inputs
 * @param seenPaths the paths by which the tool sees them, in the same order
 * @param contents the digests of the inputs, in the same order
 * @param imageCaution why several images may share the image's digest, for people
 */
public record KeyedRun(
    CacheKey key,
    KeyPayload payload,
    String canonicalText,
    List<Input> inputs,
    List<String> seenPaths,
    List<HashedContent> contents,
    Optional<String> imageCaution) {

  /** Watches the ways to the inputs too, right before the tool runs. */
  void beginWatches() {
    contents.forEach(content -> content.watch().begin());
  }

  /** The first changed input among those that the tool must not change. */
  Optional<Path> findChangedInput() {
    return findChange(false);
  }

  /** The first mutable input that has changed since it was digested. */
  Optional<Path> findChangedMutableInput() {
    return findChange(true);
  }

  private Optional<Path> findChange(boolean mutable) {
    for (int i = 0; i < inputs.size(); i++) {
      if (inputs.get(i).mutable() == mutable) {
        Optional<Path> change = contents.get(i).watch().findChange();
        if (change.isPresent()) {
          return change;
        }
      }
    }
    return Optional.empty();
  }

  /** The mutable inputs by their position in the order of declaration. */
  Map<Integer, MutableInput> mutableInputs() {
    Map<Integer, MutableInput> mutable = new TreeMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      if (inputs.get(i).mutable()) {
        mutable.put(i, new MutableInput(inputs.get(i).hashedPath(), contents.get(i).hash()));
      }
    }
    return mutable;
  }
}
