package dev.styxcache.adapter.hash.cache;

/**
 * A file in one state. All numbers are compared exactly. The path enters as a hash of 64 bits,
 * which is enough, as it matters only where all the numbers are equal, and then it is the same
 * file.
 *
 * @param spot a hash of the path and all the numbers, evenly spread; different paths with equal
 *     numbers have different ones unless their hashes are equal
 * @param device the number of the device
 * @param inode the number of the inode
 * @param size in bytes
 * @param modified when the content was last written, in nanoseconds since 1970
 * @param changed when the inode was last changed, in nanoseconds since 1970
 */
public record MemoKey(long spot, long device, long inode, long size, long modified, long changed) {

  /**
   * The key of a file.
   *
   * @param path its path, absolute, as it was given
   * @param device the number of the device
   * @param inode the number of the inode
   * @param size in bytes
   * @param modified when the content was last written, in nanoseconds since 1970
   * @param changed when the inode was last changed, in nanoseconds since 1970
   * @return the key
   */
  public static MemoKey of(
      String path, long device, long inode, long size, long modified, long changed) {
    long spot = Mixing.text(path);
    spot = Mixing.add(spot, device);
    spot = Mixing.add(spot, inode);
    spot = Mixing.add(spot, size);
    spot = Mixing.add(spot, modified);
    spot = Mixing.add(spot, changed);
    return new MemoKey(Mixing.finish(spot), device, inode, size, modified, changed);
  }
}
