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
 * @param mutable whether the tool writes to a copy of it
 * @param resolveParent whether the whole parent directory is the input
 * @param name the file's own name, where it is part of the key: always with {@code resolveParent},
 *     since the parent's digest does not say which of its files was meant; of a mutable input,
 *     since its copy has that name; and for every input where a policy says that names carry
 *     meaning
 * @param copy the name of a mutable input's copy where it is not the file's own, because another
 *     copy has that
 */
public record InputRecord(
    String path,
    ContentHash hash,
    boolean mutable,
    boolean resolveParent,
    Optional<String> name,
    Optional<String> copy) {

  /** Checks that an input has its name where it needs one. */
  public InputRecord {
    if ((resolveParent || mutable) && name.isEmpty()) {
      throw new IllegalArgumentException(
          "the input "
              + path
              + " is mutable or stands for its parent, and needs its name in the key");
    } else if (copy.isPresent() && (!mutable || copy.equals(name))) {
      throw new IllegalArgumentException("the input " + path + " has no copy of another name");
    }
  }

  /**
   * A record of an input that has no copy, or a copy of its own name.
   *
   * @param path the path as it was declared
   * @param hash the digest
   * @param mutable whether the tool writes to a copy of it
   * @param resolveParent whether the whole parent directory is the input
   * @param name the file's own name, where it is part of the key
   */
  public InputRecord(
      String path,
      ContentHash hash,
      boolean mutable,
      boolean resolveParent,
      Optional<String> name) {
    this(path, hash, mutable, resolveParent, name, Optional.empty());
  }

  /** The same record under another path. */
  InputRecord at(String otherPath) {
    return new InputRecord(otherPath, hash, mutable, resolveParent, name, copy);
  }

  Json toJson() {
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("hash", Json.text(hash.hex()));
    members.put("mutable", Json.bool(mutable));
    members.put("resolve_parent", Json.bool(resolveParent));
    name.ifPresent(text -> members.put("name", Json.text(text)));
    copy.ifPresent(text -> members.put("copy", Json.text(text)));
    return new Json.Obj(members);
  }
}
