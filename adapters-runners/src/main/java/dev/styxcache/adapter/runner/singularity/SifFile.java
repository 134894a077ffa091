package dev.styxcache.adapter.runner.singularity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The state of a file: identity, size and times. With the status change time (Unix's ctime, which
 * nobody can set), a file that is replaced and put back has another state.
 *
 * @param path its path, links resolved
 * @param identity the file key of the file system
 * @param size in bytes
 * @param modified the modification time
 * @param changed the status change time; {@code modified} where the file system has none
 */
record SifFile(Path path, String identity, long size, FileTime modified, FileTime changed) {

  /** The coarsest resolution of times on a usual file system, FAT's. */
  private static final Duration GRAIN = Duration.ofSeconds(2);

  static SifFile look(Path file) throws IOException {
    Path real = file.toRealPath();
    boolean unix = real.getFileSystem().supportedFileAttributeViews().contains("unix");
    Map<String, Object> facts =
        Files.readAttributes(
            real,
            unix
                ? "unix:fileKey,size,lastModifiedTime,ctime,isRegularFile"
                : "fileKey,size,lastModifiedTime,isRegularFile",
            LinkOption.NOFOLLOW_LINKS);
    FileTime modified = (FileTime) get(facts, "lastModifiedTime");
    return new SifFile(
        real,
        Optional.ofNullable(facts.get("fileKey")).map(Object::toString).orElse(""),
        (Long) get(facts, "size"),
        modified,
        Optional.ofNullable((FileTime) facts.get("ctime")).orElse(modified));
  }

  private static Object get(Map<String, Object> facts, String name) {
    return Objects.requireNonNull(facts.get(name), name);
  }

  /**
   * Whether the file can change again without a change of its times: it was modified just now, or
   * its times are in the future.
   */
  boolean isNew(Instant now) {
    Instant edge = now.minus(GRAIN);
    return modified.toInstant().isAfter(edge) || changed.toInstant().isAfter(edge);
  }
}
