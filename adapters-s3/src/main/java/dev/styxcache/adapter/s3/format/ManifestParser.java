package dev.styxcache.adapter.s3.format;

import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.manifest.SharedEntry;
import dev.styxcache.domain.manifest.SharedMember;
import dev.styxcache.domain.manifest.TreeRecord;
import dev.styxcache.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads manifests, strictly: whoever can write to the bucket can write anything, and what follows
 * from it is written to this machine's disk.
 */
final class ManifestParser {

  private ManifestParser() {}

  /**
   * Reads a manifest of this format.
   *
   * @throws IllegalArgumentException if it is none, or that of another key
   * @throws UnknownFormatException if it has another format
   */
  static BucketManifest parse(CacheKey key, @Nullable Object value) throws UnknownFormatException {
    JsonObject members = JsonObject.root("the manifest", value);
    long format = members.integer("format", 1, Long.MAX_VALUE);
    if (format != BucketManifest.FORMAT) {
      throw new UnknownFormatException(format);
    }
    if (!members.text("key").equals(key.hex())) {
      throw new IllegalArgumentException("the manifest is that of " + members.text("key"));
    }
    if (members.has("void")) {
      return new BucketManifest.Voided(members.text("void"), members.texts("suspects"));
    }
    List<SharedMember> all = new ArrayList<>();
    for (JsonObject member : members.objects("members")) {
      all.add(member(member));
    }
    SharedEntry entry = new SharedEntry(key, members.nullableText("manifest"), all);
    return new BucketManifest.Live(entry, places(members));
  }

  private static SharedMember member(JsonObject member) {
    Instant modified = Instant.parse(member.text("modified"));
    String path = member.text("path");
    String type = member.text("type");
    TreeRecord record =
        switch (type) {
          case "file" ->
              new TreeRecord.File(
                  path,
                  member.integer("size", 0, SharedEntry.MOST_BYTES),
                  member.octal("mode"),
                  new ContentHash(member.text("blake3")));
          case "dir" -> new TreeRecord.Folder(path, member.octal("mode"));
          case "link" -> new TreeRecord.Link(path, member.text("target"));
          default -> throw new IllegalArgumentException(path + " is of type " + type);
        };
    return new SharedMember(record, modified);
  }

  private static Places places(JsonObject members) {
    Map<ContentHash, byte[]> inline = new HashMap<>();
    JsonObject contents = members.object("inline");
    for (String name : contents.members().keySet()) {
      inline.put(new ContentHash(name), Base64.getDecoder().decode(contents.text(name)));
    }
    List<Pack> packs = new ArrayList<>();
    for (JsonObject pack : members.objects("packs")) {
      packs.add(
          new Pack(
              pack.objects("pieces").stream().map(ManifestParser::piece).toList(),
              Encoding.of(pack.text("encoding"))));
    }
    Map<ContentHash, Encoding> blobs = new HashMap<>();
    JsonObject objects = members.object("blobs");
    for (String name : objects.members().keySet()) {
      blobs.put(new ContentHash(name), Encoding.of(objects.text(name)));
    }
    return new Places(inline, packs, blobs);
  }

  private static Pack.Piece piece(JsonObject piece) {
    return new Pack.Piece(
        new ContentHash(piece.text("blake3")), piece.integer("size", 1, Pack.MOST_BYTES));
  }
}
