package dev.styxcache.adapter.hash.cache;

import dev.styxcache.files.FileStat;

/**
 * A file in one state: the key of a cached digest. All numbers are compared exactly. The path
 * enters as a 64-bit hash, which is enough: it matters only where all numbers are equal, and then
 * it is the same file.
 *
 * @param slot a 64-bit hash of the path and all numbers, evenly distributed; different paths with
 *     equal numbers have different ones unless their hashes collide
 * @param device the number of the device
 * @param inode the number of the inode
 * @param size length in bytes
 * @param modified time of the last write to the content, in nanoseconds since 1970
 * @param changed time of the last change of the inode, in nanoseconds since 1970
 */
public record FileStateKey(
    long slot, long device, long inode, long size, long modified, long changed) {

  /** The key of a file at an absolute path, as it was given. */
  static FileStateKey of(String path, FileStat stat) {
    long slot = Hash64.text(path);
    slot = Hash64.add(slot, stat.device());
    slot = Hash64.add(slot, stat.inode());
    slot = Hash64.add(slot, stat.size());
    slot = Hash64.add(slot, stat.modified());
    slot = Hash64.add(slot, stat.changed());
    return new FileStateKey(
        Hash64.finish(slot),
        stat.device(),
        stat.inode(),
        stat.size(),
        stat.modified(),
        stat.changed());
  }
}
