package dev.styxcache.adapter.s3.format;

import com.github.luben.zstd.ZstdCompressCtx;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.manifest.SharedEntry;
import dev.styxcache.domain.manifest.SharedMember;
import dev.styxcache.domain.manifest.TreeRecord;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes manifests: JSON in one zstd frame with a checksum, which reveals bits that a network
 * flipped. Uses Jackson's generator rather than a tree of values, to keep memory low. Stateless.
 */
public final class ManifestWriter {

  private static final JsonFactory FACTORY = JsonFactory.builder().build();

  private static final int LEVEL = 3;

  private ManifestWriter() {}

  /**
   * Writes a manifest.
   *
   * @param key the entry's key
   * @param manifest the manifest
   * @return the bytes of the object
   */
  public static byte[] write(CacheKey key, BucketManifest manifest) {
    try (ZstdCompressCtx zstd = new ZstdCompressCtx()) {
      return zstd.setLevel(LEVEL).setChecksum(true).compress(text(key, manifest));
    }
  }

  static byte[] text(CacheKey key, BucketManifest manifest) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeNumberProperty("format", BucketManifest.FORMAT);
      json.writeStringProperty("key", key.hex());
      if (manifest instanceof BucketManifest.Voided voided) {
        json.writeStringProperty("void", voided.reason());
        json.writeArrayPropertyStart("suspects");
        voided.suspects().forEach(json::writeString);
        json.writeEndArray();
      } else if (manifest instanceof BucketManifest.Live live) {
        write(json, live.entry());
        write(json, live.locations());
      }
      json.writeEndObject();
    }
    return text.toByteArray();
  }

  private static void write(JsonGenerator json, SharedEntry entry) {
    if (entry.manifest().isPresent()) {
      json.writeStringProperty("manifest", entry.manifest().get());
    } else {
      json.writeNullProperty("manifest");
    }
    json.writeArrayPropertyStart("members");
    entry.members().forEach(member -> write(json, member));
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, SharedMember member) {
    json.writeStartObject();
    json.writeStringProperty("path", member.path());
    if (member.record() instanceof TreeRecord.File file) {
      json.writeStringProperty("type", "file");
      json.writeNumberProperty("size", file.size());
      json.writeStringProperty("mode", Integer.toOctalString(file.mode()));
      json.writeStringProperty("blake3", file.hash().hex());
    } else if (member.record() instanceof TreeRecord.Folder folder) {
      json.writeStringProperty("type", "dir");
      json.writeStringProperty("mode", Integer.toOctalString(folder.mode()));
    } else if (member.record() instanceof TreeRecord.Link link) {
      json.writeStringProperty("type", "link");
      json.writeStringProperty("target", link.target());
    }
    json.writeStringProperty("modified", member.modified().toString());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, BlobLocations locations) {
    json.writeObjectPropertyStart("inline");
    byHex(locations.inline())
        .forEach(
            (content, bytes) ->
                json.writeStringProperty(content, Base64.getEncoder().encodeToString(bytes)));
    json.writeEndObject();
    json.writeArrayPropertyStart("packs");
    for (Pack pack : locations.packs()) {
      json.writeStartObject();
      json.writeStringProperty("encoding", pack.encoding().text());
      json.writeArrayPropertyStart("pieces");
      for (Pack.Piece piece : pack.pieces()) {
        json.writeStartObject();
        json.writeStringProperty("blake3", piece.content().hex());
        json.writeNumberProperty("size", piece.size());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeObjectPropertyStart("blobs");
    byHex(locations.blobs())
        .forEach((content, encoding) -> json.writeStringProperty(content, encoding.text()));
    json.writeEndObject();
  }

  private static <V> Map<String, V> byHex(Map<ContentHash, V> contents) {
    Map<String, V> byHex = new TreeMap<>();
    contents.forEach((content, value) -> byHex.put(content.hex(), value));
    return byHex;
  }
}
