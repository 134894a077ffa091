package dev.styxcache.adapter.fs.manifest;

import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.key.ImageDigest;
import dev.styxcache.domain.manifest.CapturedStream;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.manifest.StreamName;
import dev.styxcache.domain.manifest.TreeRecord;
import dev.styxcache.json.JsonObject;
import dev.styxcache.json.JsonReader;
import dev.styxcache.json.MalformedJsonException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads manifests strictly: any deviation from the format makes an entry corrupt. Stateless. */
public final class ManifestReader {

  /** Maximum nesting depth of a manifest. */
  private static final int MAX_DEPTH = 32;

  /** Maximum length of a number in a manifest, in characters. */
  private static final int MAX_DIGITS = 40;

  private static final JsonReader JSON = new JsonReader(MAX_DEPTH, MAX_DIGITS);

  private ManifestReader() {}

  /** The outcome of reading. */
  public sealed interface Reading {

    /**
     * A valid manifest.
     *
     * @param manifest the manifest
     */
    record Understood(EntryManifest manifest) implements Reading {}

    /**
     * A manifest in a format that this version does not know.
     *
     * @param format the format's number
     */
    record Newer(long format) implements Reading {}

    /**
     * Not a valid manifest.
     *
     * @param reason what is wrong, for users
     */
    record Malformed(String reason) implements Reading {}
  }

  /**
   * Reads a manifest.
   *
   * @param text the bytes of the file
   * @return the outcome
   */
  public static Reading read(byte[] text) {
    try {
      JsonObject members = JsonObject.root("the manifest", JSON.read(text));
      long format = members.integer("format");
      return format > EntryManifest.NEWEST_FORMAT
          ? new Reading.Newer(format)
          : new Reading.Understood(manifest(members, format));
    } catch (MalformedJsonException e) {
      return new Reading.Malformed("it is not JSON: " + e.getMessage());
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      return new Reading.Malformed(String.valueOf(e.getMessage()));
    }
  }

  private static EntryManifest manifest(JsonObject members, long format) {
    // Format 1 has a member "mutable": what version 0.1.0 restored inputs from.
    List<String> copies =
        format == EntryManifest.NEWEST_FORMAT ? members.texts("copies") : List.of();
    JsonObject tool = members.object("tool");
    JsonObject image = members.object("image");
    EntryManifest manifest =
        new EntryManifest(
            new CacheKey(members.text("key")),
            members.text("payload"),
            new Metadata(
                tool.text("id"),
                tool.text("name"),
                tool.text("package"),
                image.nullableText("tag")),
            new ImageDigest(image.text("digest")),
            members.texts("command"),
            members.has("executable")
                ? Optional.of(new ContentHash(members.text("executable")))
                : Optional.empty(),
            members.has("neutral_command")
                ? Optional.of(members.texts("neutral_command"))
                : Optional.empty(),
            Math.toIntExact(members.integer("exit_code")),
            Timestamps.parse(members.text("created")),
            Duration.ofMillis(members.integer("duration_ms")),
            members.text("version"),
            tree(members, "outputs"),
            Set.copyOf(members.texts("absent")),
            copies,
            streams(members.object("streams")),
            members.has("left_out") ? leftOut(members.object("left_out")) : Map.of(),
            modified(members.objects("outputs")));
    if (manifest.format() != format) {
      throw new IllegalArgumentException("it is not of format " + format);
    }
    return manifest;
  }

  /**
   * Each folder must be listed before its members, so that none of these paths leads through a link
   * on disk.
   */
  private static List<TreeRecord> tree(JsonObject members, String name) {
    List<JsonObject> items = members.objects(name);
    List<TreeRecord> records = new ArrayList<>(items.size());
    Set<String> paths = new HashSet<>();
    Set<String> folders = new HashSet<>();
    for (JsonObject item : items) {
      TreeRecord record = record(item);
      String path = record.path();
      int slash = path.lastIndexOf('/');
      if (!paths.add(path) || (slash >= 0 && !folders.contains(path.substring(0, slash)))) {
        throw new IllegalArgumentException(
            members.path(name)
                + " is not a tree: "
                + path
                + " is there twice or outside its folders");
      }
      if (record instanceof TreeRecord.Folder) {
        folders.add(path);
      }
      records.add(record);
    }
    return records;
  }

  /** Entries of version 0.1.0 have no times. */
  private static Map<String, Long> modified(List<JsonObject> outputs) {
    Map<String, Long> times = new HashMap<>();
    for (JsonObject output : outputs) {
      if (output.has(ManifestWriter.MODIFIED)) {
        times.put(output.text("path"), output.integer(ManifestWriter.MODIFIED));
      }
    }
    return times;
  }

  private static TreeRecord record(JsonObject members) {
    String type = members.text("type");
    return switch (type) {
      case "file" ->
          new TreeRecord.File(
              members.text("path"),
              members.integer("size"),
              members.octal("mode"),
              new ContentHash(members.text("blake3")));
      case "dir" -> new TreeRecord.Folder(members.text("path"), members.octal("mode"));
      case "link" -> new TreeRecord.Link(members.text("path"), members.text("target"));
      default -> throw new IllegalArgumentException(members.path("type") + " is unknown: " + type);
    };
  }

  private static Map<String, String> leftOut(JsonObject members) {
    Map<String, String> leftOut = new HashMap<>();
    members.members().keySet().forEach(path -> leftOut.put(path, members.text(path)));
    return leftOut;
  }

  private static Map<StreamName, CapturedStream> streams(JsonObject members) {
    Map<StreamName, CapturedStream> streams = new EnumMap<>(StreamName.class);
    for (StreamName name : StreamName.values()) {
      if (members.has(name.text())) {
        JsonObject stream = members.object(name.text());
        streams.put(
            name,
            new CapturedStream(
                stream.integer("bytes"), stream.bool("terminated"), stream.bool("exact_utf8")));
      }
    }
    return streams;
  }
}
