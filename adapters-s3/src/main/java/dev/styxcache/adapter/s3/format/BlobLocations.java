package dev.styxcache.adapter.s3.format;

import dev.styxcache.domain.key.ContentHash;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Locations of the contents of an entry. Each content has one.
 *
 * @param inline contents that are in the manifest itself
 * @param packs packs, which may hold more contents than the entry has
 * @param blobs contents that have an object of their own, with its encoding
 */
public record BlobLocations(
    Map<ContentHash, byte[]> inline, List<Pack> packs, Map<ContentHash, BlobEncoding> blobs) {

  /** No locations. */
  public static final BlobLocations NONE = new BlobLocations(Map.of(), List.of(), Map.of());

  /** Copies the collections. */
  public BlobLocations {
    inline = Map.copyOf(inline);
    packs = List.copyOf(packs);
    blobs = Map.copyOf(blobs);
  }

  /**
   * Checks that each content has one location.
   *
   * @param sizes the entry's contents with their sizes, without the empty one
   * @throws IllegalArgumentException if one has none or several, or another size
   */
  void requireComplete(Map<ContentHash, Long> sizes) {
    Map<ContentHash, Long> left = new HashMap<>(sizes);
    inline.forEach(
        (content, bytes) -> {
          if (bytes.length > TransferSizes.MAX_INLINE || take(left, content) != bytes.length) {
            throw new IllegalArgumentException("the content " + content + " has another length");
          }
        });
    for (Pack pack : packs) {
      for (Pack.Piece piece : pack.pieces()) {
        // A pack may have been made for more than this entry.
        if (sizes.containsKey(piece.content()) && take(left, piece.content()) != piece.size()) {
          throw new IllegalArgumentException(
              "the content " + piece.content() + " has another length");
        }
      }
    }
    blobs.keySet().forEach(content -> take(left, content));
    if (!left.isEmpty()) {
      throw new IllegalArgumentException(
          "the content " + left.keySet().iterator().next() + " has no location");
    }
  }

  /**
   * Returns the objects that hold some contents.
   *
   * @param contents digests of the contents
   * @return names of the objects, sorted, without those of inline contents
   */
  public List<String> objectNames(Set<ContentHash> contents) {
    Set<String> names = new TreeSet<>();
    for (Pack pack : packs) {
      if (pack.pieces().stream().anyMatch(piece -> contents.contains(piece.content()))) {
        names.add(pack.objectName());
      }
    }
    blobs.forEach(
        (content, encoding) -> {
          if (contents.contains(content)) {
            names.add(ObjectNames.blob(content, encoding));
          }
        });
    return List.copyOf(names);
  }

  private static long take(Map<ContentHash, Long> left, ContentHash content) {
    Long size = left.remove(content);
    if (size == null) {
      throw new IllegalArgumentException(
          "the content " + content + " has two locations, or is not of this entry");
    }
    return size;
  }
}
