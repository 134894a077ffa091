package dev.styxcache.adapter.catalog;

import dev.styxcache.files.FileStat;
import dev.styxcache.tools.BadCatalogException;
import dev.styxcache.tools.CatalogSource;
import dev.styxcache.tools.DescriptorFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The contents of an archive, unpacked into one file in which each member is found by a binary
 * search: a call reads one descriptor, and not the whole archive.
 *
 * <pre>{@code
 * 8 bytes   format
 * long      length of the file
 * int       length of the state, and the state: of the archive when it was read
 * int       number of members
 * int...    position of each member, sorted by name
 * members   int length of the name, the name in UTF-8, int length of the content, the content
 * }</pre>
 */
final class PackedCatalog implements CatalogSource {

  private static final long FORMAT = 0x5354595843415431L;
  private static final int HEAD = Long.BYTES + Long.BYTES;

  private final ByteBuffer bytes;
  private final String state;
  private final boolean kept;
  private final int count;
  private final int table;
  private final IndexFiles indexes;

  private PackedCatalog(ByteBuffer bytes, String state, boolean kept, IndexFiles indexes) {
    this.bytes = bytes;
    this.state = state;
    this.kept = kept;
    this.indexes = indexes;
    int end = HEAD + Integer.BYTES + bytes.getInt(HEAD);
    this.count = bytes.getInt(end);
    this.table = end + Integer.BYTES;
  }

  /** Everything that shows a change of an archive. */
  static String state(FileStat archive) {
    return archive.size()
        + " "
        + archive.modified()
        + " "
        + archive.changed()
        + " "
        + archive.device()
        + " "
        + archive.inode();
  }

  /** Opens what was packed; nothing if that is of another state, or is not whole. */
  static Optional<PackedCatalog> open(ByteBuffer bytes, String state, IndexFiles indexes) {
    byte[] wanted = state.getBytes(StandardCharsets.UTF_8);
    boolean whole =
        bytes.limit() >= HEAD + Integer.BYTES + wanted.length + Integer.BYTES
            && bytes.getLong(0) == FORMAT
            && bytes.getLong(Long.BYTES) == bytes.limit()
            && bytes.getInt(HEAD) == wanted.length
            && Arrays.equals(slice(bytes, HEAD + Integer.BYTES, wanted.length), wanted);
    return whole ? Optional.of(new PackedCatalog(bytes, state, true, indexes)) : Optional.empty();
  }

  /**
   * Unpacks an archive.
   *
   * @param archive the archive
   * @param before what it was before it is read
   * @param format its format
   * @param indexes keeps the result
   * @return its contents
   * @throws IOException if it cannot be read
   */
  static PackedCatalog pack(Path archive, FileStat before, ArchiveFormat format, IndexFiles indexes)
      throws IOException {
    Map<String, byte[]> members = withoutTop(archive, format.read(archive));
    ByteBuffer bytes = encode(members, state(before));
    // One that changes meanwhile, or in the same tick of the clock, is read anew by the next call.
    boolean kept = before.equals(FileStat.exact(archive)) && !before.isRacy(Instant.now());
    if (kept) {
      indexes.savePacked(bytes.duplicate());
    }
    return new PackedCatalog(bytes, state(before), kept, indexes);
  }

  /** Takes away the folders that the whole catalogue is in: tools are three folders deep. */
  private static Map<String, byte[]> withoutTop(Path archive, Map<String, byte[]> files) {
    String top =
        files.keySet().stream()
            .filter(PackedCatalog::isOfTool)
            .map(PackedCatalog::top)
            .min((a, b) -> Integer.compare(a.length(), b.length()))
            .orElseThrow(
                () ->
                    new BadCatalogException(
                        "the catalogue "
                            + archive
                            + " has no tools: there is no PACKAGE/VERSION/TOOL/app.json in it"));
    Map<String, byte[]> members = new TreeMap<>();
    files.forEach(
        (name, content) -> {
          if (name.startsWith(top)) {
            members.put(name.substring(top.length()), content);
          }
        });
    return members;
  }

  private static boolean isOfTool(String name) {
    String file = name.substring(name.lastIndexOf('/') + 1);
    boolean known =
        file.equals("app.json")
            || Arrays.stream(DescriptorFormat.values())
                .anyMatch(one -> one.fileName().equals(file));
    return known && name.chars().filter(c -> c == '/').count() >= 3;
  }

  private static String top(String name) {
    int end = name.length();
    for (int i = 0; i < 4; i++) {
      end = name.lastIndexOf('/', end - 1);
    }
    return name.substring(0, end + 1);
  }

  private static ByteBuffer encode(Map<String, byte[]> members, String state) {
    byte[] stateBytes = state.getBytes(StandardCharsets.UTF_8);
    // By bytes, as they are searched for.
    Map<byte[], byte[]> sorted = new TreeMap<>(Arrays::compareUnsigned);
    members.forEach((name, content) -> sorted.put(name.getBytes(StandardCharsets.UTF_8), content));
    int first = HEAD + 2 * Integer.BYTES + stateBytes.length + sorted.size() * Integer.BYTES;
    long length = first;
    for (Map.Entry<byte[], byte[]> member : sorted.entrySet()) {
      length += 2L * Integer.BYTES + member.getKey().length + member.getValue().length;
    }
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(length));
    bytes.putLong(FORMAT).putLong(length).putInt(stateBytes.length).put(stateBytes);
    bytes.putInt(sorted.size());
    int position = first;
    for (Map.Entry<byte[], byte[]> member : sorted.entrySet()) {
      bytes.putInt(position);
      position += 2 * Integer.BYTES + member.getKey().length + member.getValue().length;
    }
    sorted.forEach(
        (name, content) -> bytes.putInt(name.length).put(name).putInt(content.length).put(content));
    return bytes.flip();
  }

  @Override
  public String location() {
    return indexes.location();
  }

  @Override
  public Optional<byte[]> read(String path) {
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    int at = firstFrom(name);
    if (at == count || !Arrays.equals(name(at), name)) {
      return Optional.empty();
    }
    int content = position(at) + Integer.BYTES + name.length;
    return Optional.of(slice(bytes, content + Integer.BYTES, bytes.getInt(content)));
  }

  @Override
  public List<String> folders(String path) {
    String prefix = path.isEmpty() ? "" : path + "/";
    List<String> folders = new ArrayList<>();
    int at = firstFrom(prefix.getBytes(StandardCharsets.UTF_8));
    for (; at < count; at++) {
      String name = new String(name(at), StandardCharsets.UTF_8);
      if (!name.startsWith(prefix)) {
        break;
      }
      int slash = name.indexOf('/', prefix.length());
      String folder = slash < 0 ? "" : name.substring(prefix.length(), slash);
      boolean another = folders.isEmpty() || !folders.get(folders.size() - 1).equals(folder);
      if (!folder.isEmpty() && another) {
        folders.add(folder);
      }
    }
    return folders;
  }

  /** The first member whose name is not before a given one. */
  private int firstFrom(byte[] name) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Arrays.compareUnsigned(name(middle), name) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private int position(int member) {
    return bytes.getInt(table + member * Integer.BYTES);
  }

  private byte[] name(int member) {
    int position = position(member);
    return slice(bytes, position + Integer.BYTES, bytes.getInt(position));
  }

  private static byte[] slice(ByteBuffer bytes, int from, int length) {
    byte[] slice = new byte[length];
    bytes.get(from, slice);
    return slice;
  }

  @Override
  public Optional<byte[]> savedIndex() {
    return indexes.findIndex(state);
  }

  @Override
  public void saveIndex(byte[] index) {
    if (kept) {
      indexes.saveIndex(state, index);
    }
  }
}
