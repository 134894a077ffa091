package dev.styxcache.adapter.s3.format;

import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.manifest.SharedEntry;
import dev.styxcache.domain.manifest.SharedMember;
import dev.styxcache.domain.manifest.TreeRecord;
import dev.styxcache.json.JsonObject;
import dev.styxcache.json.JsonReader;
import dev.styxcache.json.MalformedJsonException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads manifests. Untrusted input: every field is checked, since anyone who can write to the
 * bucket can write anything, and the result is written to this machine's disk. Stateless.
 */
public final class ManifestReader {

  /** Maximum length of a manifest's object, in bytes. */
  public static final int MAX_STORED_BYTES = 96 << 20;

  /** Maximum length of a manifest's text, in bytes. */
  private static final int MAX_BYTES = 256 << 20;

  /** Maximum nesting depth of a manifest. */
  private static final int MAX_DEPTH = 8;

  /** Maximum length of a number in a manifest, in characters. */
  private static final int MAX_DIGITS = 20;

  private static final JsonReader JSON = new JsonReader(MAX_DEPTH, MAX_DIGITS);

  private ManifestReader() {}

  /**
   * Reads a manifest.
   *
   * @param key the key whose object it is
   * @param stored the bytes of the object
   * @return the manifest
   * @throws UnknownFormatException if it has another format
   * @throws IllegalArgumentException if it is not a valid manifest, or that of another key
   */
  public static BucketManifest read(CacheKey key, byte[] stored) throws UnknownFormatException {
    try {
      return manifest(key, JSON.read(decompress(stored)));
    } catch (MalformedJsonException e) {
      throw new IllegalArgumentException("it is not JSON: " + e.getMessage(), e);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("a time in it is not valid: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("it is corrupt: " + e.getMessage(), e);
    }
  }

  private static byte[] decompress(byte[] stored) throws IOException {
    try (InputStream text = BlobEncoding.ZSTD.decode(new ByteArrayInputStream(stored))) {
      byte[] bytes = text.readNBytes(MAX_BYTES);
      if (text.read() >= 0) {
        throw new IOException("it is longer than any manifest");
      }
      return bytes;
    }
  }

  private static BucketManifest manifest(CacheKey key, @Nullable Object value)
      throws UnknownFormatException {
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
    return new BucketManifest.Live(entry, locations(members));
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
          default -> throw new IllegalArgumentException(path + " has the unknown type " + type);
        };
    return new SharedMember(record, modified);
  }

  private static BlobLocations locations(JsonObject members) {
    Map<ContentHash, byte[]> inline = new HashMap<>();
    JsonObject contents = members.object("inline");
    for (String name : contents.members().keySet()) {
      inline.put(new ContentHash(name), Base64.getDecoder().decode(contents.text(name)));
    }
    List<Pack> packs = new ArrayList<>();
    for (JsonObject pack : members.objects("packs")) {
      packs.add(
          new Pack(
              pack.objects("pieces").stream().map(ManifestReader::piece).toList(),
              BlobEncoding.of(pack.text("encoding"))));
    }
    Map<ContentHash, BlobEncoding> blobs = new HashMap<>();
    JsonObject objects = members.object("blobs");
    for (String name : objects.members().keySet()) {
      blobs.put(new ContentHash(name), BlobEncoding.of(objects.text(name)));
    }
    return new BlobLocations(inline, packs, blobs);
  }

  private static Pack.Piece piece(JsonObject piece) {
    return new Pack.Piece(
        new ContentHash(piece.text("blake3")), piece.integer("size", 1, Pack.MAX_BYTES));
  }
}
