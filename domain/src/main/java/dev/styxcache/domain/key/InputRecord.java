package dev.styxcache.domain.key;

import dev.styxcache.domain.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One declared input, as it enters the key.
 *
 * @param path the path as it was declared; it enters the key only through the parameters that equal
 *     it
 * @param hash digest of the file, of the directory tree, or with {@code resolveParent} of the
 *     parent's tree
 * @param mutable whether the tool may write to it
 * @param resolveParent whether the whole parent directory is the input
 * @param name the file's own name, where it is part of the key: always with {@code resolveParent},
 *     since the parent's digest does not say which of its files was meant, and for every input
 *     where a policy says that names carry meaning
 */
public record InputRecord(
    String path, ContentHash hash, boolean mutable, boolean resolveParent, Optional<String> name) {

  /** Checks that an input below a parent has its name. */
  public InputRecord {
    if (resolveParent && name.isEmpty()) {
      throw new IllegalArgumentException(
          "the input " + path + " stands for its parent directory and needs its name in the key");
    }
  }

  /** The same record under another path. */
  InputRecord at(String otherPath) {
    return new InputRecord(otherPath, hash, mutable, resolveParent, name);
  }

  Json toJson() {
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("hash", Json.text(hash.hex()));
    members.put("mutable", Json.bool(mutable));
    members.put("resolve_parent", Json.bool(resolveParent));
    name.ifPresent(text -> members.put("name", Json.text(text)));
    return new Json.Obj(members);
  }
}
