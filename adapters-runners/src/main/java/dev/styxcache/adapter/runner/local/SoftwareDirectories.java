package dev.styxcache.adapter.runner.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The directories with the software of this machine: the system's and the configured ones. What is
 * in them belongs to the tools, so it is no input. Immutable.
 */
final class SoftwareDirectories {

  /** Software, its settings, and what the kernel says of the machine. */
  private static final List<Path> SYSTEM =
      List.of(
          Path.of("/bin"),
          Path.of("/etc"),
          Path.of("/gnu/store"),
          Path.of("/lib"),
          Path.of("/lib32"),
          Path.of("/lib64"),
          Path.of("/libx32"),
          Path.of("/nix/store"),
          Path.of("/run/systemd/resolve"),
          Path.of("/sbin"),
          Path.of("/sys"),
          Path.of("/usr"));

  private static final Path DEVICES = Path.of("/dev");
  private static final Path SHARED_MEMORY = Path.of("/dev/shm");
  private static final Path PROCESSES = Path.of("/proc");

  private final List<Path> configured;

  SoftwareDirectories(List<Path> configured) {
    for (Path directory : configured) {
      if (!directory.isAbsolute() || directory.getNameCount() == 0) {
        throw new IllegalArgumentException(
            "the software directory " + directory + " is not an absolute path below /");
      }
    }
    this.configured = configured.stream().map(Path::normalize).toList();
  }

  /** Whether a path is in one of them, or names a device or process. Files in memory are data. */
  boolean contain(Path path) {
    return (path.startsWith(DEVICES) && !path.startsWith(SHARED_MEMORY))
        || path.startsWith(PROCESSES)
        || isBelow(path, SYSTEM)
        || isBelow(path, configured);
  }

  private static boolean isBelow(Path path, List<Path> directories) {
    for (Path directory : directories) {
      if (path.startsWith(directory)) {
        return true;
      }
    }
    return false;
  }

  /** Those that exist, for a tool to see. */
  List<Path> existing() {
    List<Path> existing = new ArrayList<>();
    for (List<Path> directories : List.of(SYSTEM, configured)) {
      for (Path directory : directories) {
        if (Files.exists(directory)) {
          existing.add(directory);
        }
      }
    }
    return existing;
  }
}
