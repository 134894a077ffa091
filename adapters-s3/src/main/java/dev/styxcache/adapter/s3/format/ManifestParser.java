package dev.styxcache.adapter.s3.format;

import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.manifest.SharedEntry;
import dev.styxcache.domain.manifest.SharedMember;
import dev.styxcache.domain.manifest.TreeRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  static BucketManifest parse(CacheKey key, Map<String, Object> text)
      throws UnknownFormatException {
    Members members = new Members("the manifest", text);
    long format = members.number("format", 1, Long.MAX_VALUE);
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
    for (Members member : members.objects("members")) {
      all.add(member(member));
    }
    SharedEntry entry = new SharedEntry(key, members.optionalText("manifest"), all);
    return new BucketManifest.Live(entry, places(members));
  }

  private static SharedMember member(Members member) {
    Instant modified = Instant.parse(member.text("modified"));
    String path = member.text("path");
    String type = member.text("type");
    TreeRecord record =
        switch (type) {
          case "file" ->
              new TreeRecord.File(
                  path,
                  member.number("size", 0, SharedEntry.MOST_BYTES),
                  member.octal("mode"),
                  new ContentHash(member.text("blake3")));
          case "dir" -> new TreeRecord.Folder(path, member.octal("mode"));
          case "link" -> new TreeRecord.Link(path, member.text("target"));
          default -> throw new IllegalArgumentException(path + " is of type " + type);
        };
    return new SharedMember(record, modified);
  }

  private static Places places(Members members) {
    Map<ContentHash, byte[]> inline = new HashMap<>();
    Members contents = members.object("inline");
    for (String name : contents.names()) {
      inline.put(new ContentHash(name), Base64.getDecoder().decode(contents.text(name)));
    }
    List<Pack> packs = new ArrayList<>();
    for (Members pack : members.objects("packs")) {
      packs.add(
          new Pack(
              pack.objects("pieces").stream().map(ManifestParser::piece).toList(),
              Encoding.of(pack.text("encoding"))));
    }
    Map<ContentHash, Encoding> blobs = new HashMap<>();
    Members objects = members.object("blobs");
    for (String name : objects.names()) {
      blobs.put(new ContentHash(name), Encoding.of(objects.text(name)));
    }
    return new Places(inline, packs, blobs);
  }

  private static Pack.Piece piece(Members piece) {
    return new Pack.Piece(
        new ContentHash(piece.text("blake3")), piece.number("size", 1, Pack.MOST_BYTES));
  }

  /** The members of an object, each of which must be there and of its kind. */
  private record Members(String where, Map<String, Object> members) {

    boolean has(String name) {
      return members.containsKey(name);
    }

    Iterable<String> names() {
      return members.keySet();
    }

    String text(String name) {
      return optionalText(name).orElseThrow(() -> wrong(name));
    }

    Optional<String> optionalText(String name) {
      Object value = members.get(name);
      if (value instanceof String text) {
        return Optional.of(text);
      } else if (value == JsonValues.NULL) {
        return Optional.empty();
      }
      throw wrong(name);
    }

    long number(String name, long least, long most) {
      if (members.get(name) instanceof Long number && number >= least && number <= most) {
        return number;
      }
      throw wrong(name);
    }

    int octal(String name) {
      try {
        return Integer.parseInt(text(name), 8);
      } catch (NumberFormatException e) {
        throw wrong(name);
      }
    }

    List<String> texts(String name) {
      return list(name).stream()
          .map(
              item -> {
                if (item instanceof String text) {
                  return text;
                }
                throw wrong(name);
              })
          .toList();
    }

    List<Members> objects(String name) {
      return list(name).stream().map(item -> asObject(name, item)).toList();
    }

    Members object(String name) {
      return asObject(name, members.get(name));
    }

    private Members asObject(String name, @Nullable Object value) {
      if (value instanceof Map<?, ?> map) {
        Map<String, Object> inner = new HashMap<>();
        map.forEach((key, item) -> inner.put(String.valueOf(key), item));
        return new Members(where + "." + name, inner);
      }
      throw wrong(name);
    }

    private List<?> list(String name) {
      if (members.get(name) instanceof List<?> list) {
        return list;
      }
      throw wrong(name);
    }

    private IllegalArgumentException wrong(String name) {
      return new IllegalArgumentException(where + " has no " + name + " as it should be");
    }
  }
}
