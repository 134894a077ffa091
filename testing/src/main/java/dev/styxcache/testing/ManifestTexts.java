package dev.styxcache.testing;

import dev.styxcache.domain.json.CanonicalJson;
import dev.styxcache.domain.json.Json;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.manifest.TreeRecord;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts that stand for manifests while entries travel between memory stores. A text says what is in
 * the manifest for people; the manifest itself is looked up by the whole text, in this process.
 * Safe for use by many threads.
 */
final class ManifestTexts {

  private static final Map<String, EntryManifest> MANIFESTS = new ConcurrentHashMap<>();
  private static final Pattern FORMAT = Pattern.compile("\"format\":(\\d{1,9})\\b");

  private ManifestTexts() {}

  static String write(EntryManifest manifest) {
    String text =
        CanonicalJson.write(
            new Json.Obj(
                Map.of(
                    "format", Json.integer(manifest.format()),
                    "key", Json.text(manifest.key().hex()),
                    "payload", Json.text(manifest.payload()),
                    "outputs",
                        Json.texts(manifest.outputs().stream().map(TreeRecord::path).toList()),
                    "absent", Json.texts(manifest.absent().stream().sorted().toList()),
                    // What makes texts of different manifests differ.
                    "all", Json.text(manifest.toString()))));
    MANIFESTS.put(text, manifest);
    return text;
  }

  /** The manifest; empty for a text that was changed on its way. */
  static Optional<EntryManifest> read(String text) {
    return Optional.ofNullable(MANIFESTS.get(text));
  }

  /** The format that a text claims, where this version does not know it. */
  static Optional<String> findNewerFormat(String text) {
    Matcher matcher = FORMAT.matcher(text);
    return matcher.find() && Integer.parseInt(matcher.group(1)) > EntryManifest.NEWEST_FORMAT
        ? Optional.of(matcher.group(1))
        : Optional.empty();
  }
}
