package dev.styxcache.adapter.runner.digest;

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
 * What tells one state of a file from another: which file it is, its size and its times. Where the
 * system keeps the time at which anything about a file last changed (Unix's ctime, which nobody can
 * set), a state that comes again is not taken for the first one.
 *
 * @param path where it is, links resolved
 * @param identity which file it is, as the system has it
 * @param size in bytes
 * @param modified when its content last changed
 * @param changed when anything about it last changed; the same as {@code modified} where the system
 *     does not say
 */
record SifFile(Path path, String identity, long size, FileTime modified, FileTime changed) {

  /** Times are no finer than this on any usual file system; FAT's are. */
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
   * Whether the file may change again without another time: it has just been written to, or its
   * times lie in the future.
   */
  boolean isNew(Instant now) {
    Instant edge = now.minus(GRAIN);
    return modified.toInstant().isAfter(edge) || changed.toInstant().isAfter(edge);
  }
}
