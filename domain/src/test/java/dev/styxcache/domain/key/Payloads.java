package dev.styxcache.domain.key;

import dev.styxcache.domain.Metadata;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Payloads for tests. */
final class Payloads {

  static final ContentHash A = new ContentHash("a".repeat(64));
  static final ContentHash B = new ContentHash("b".repeat(64));

  private Payloads() {}

  static InputRecord input(String path, ContentHash hash) {
    return new InputRecord(path, hash, false, false, Optional.empty());
  }

  static InputRecord mutable(String path, ContentHash hash) {
    return new InputRecord(path, hash, true, false, name(path));
  }

  private static Optional<String> name(String path) {
    return Optional.of(path.substring(path.lastIndexOf('/') + 1));
  }

  static InputRecord inParent(String path, ContentHash hash) {
    return new InputRecord(path, hash, false, true, name(path));
  }

  static KeyPayload of(List<InputRecord> inputs, Map<String, ?> params) {
    return new KeyPayload(
        Metadata.of("id", "name", "package"),
        ImageDigest.ofTag(""),
        Map.of(),
        Map.of(),
        inputs,
        Optional.of(params));
  }

  static String text(List<InputRecord> inputs, Map<String, ?> params) {
    return of(inputs, params).canonicalText();
  }
}
