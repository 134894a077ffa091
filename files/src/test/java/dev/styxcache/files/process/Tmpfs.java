package dev.styxcache.files.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small disk in memory, which can be filled. Only administrators may mount one. */
public final class Tmpfs implements AutoCloseable {

  private final Path path;
  private final String why;

  private Tmpfs(Path path, String why) {
    this.path = path;
    this.why = why;
  }

  /** Mounts a disk of a size such as {@code 1m}. */
  public static Tmpfs mount(Path path, String size) throws IOException {
    Files.createDirectories(path);
    try {
      Commands.run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", path.toString());
      return new Tmpfs(path, "");
    } catch (UncheckedIOException e) {
      return new Tmpfs(path, String.valueOf(e.getMessage()));
    }
  }

  /** Whether it could be mounted. */
  public boolean isMounted() {
    return why.isEmpty();
  }

  /** Why it could not. */
  public String why() {
    return why;
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** Makes it read-only. */
  public void remountReadOnly() {
    Commands.run("mount", "-o", "remount,ro", path.toString());
  }

  @Override
  public void close() {
    if (isMounted()) {
      // Lazily: a process that shows outputs in a cache keeps a lock there for as long as it lives.
      Commands.run("umount", "--lazy", path.toString());
    }
  }
}
