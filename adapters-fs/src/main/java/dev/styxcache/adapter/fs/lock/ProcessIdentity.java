package dev.styxcache.adapter.fs.lock;

import dev.styxcache.application.api.LockHolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who holds a lock, as it is written into the lock's file.
 *
 * @param pid the number of the process
 * @param started when the process began, where its system says so: numbers are used again
 * @param host the name of the machine, for people
 * @param space where that number means that process: this boot of this machine and, on Linux, this
 *     namespace of process numbers, since containers share a machine's name more often than those
 * @param since when the lock was taken
 */
record ProcessIdentity(
    long pid, Optional<Instant> started, String host, String space, Instant since) {

  /** How much the start of a process may seem to move when the machine's clock is set. */
  private static final Duration CLOCK_STEP = Duration.ofSeconds(30);

  private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Path PROCESS_SPACE = Path.of("/proc/self/ns/pid");

  /** What is the same for the life of this process; found out when first needed. */
  private static final class Own {
    static final long PID = ProcessHandle.current().pid();
    static final Optional<Instant> STARTED = ProcessHandle.current().info().startInstant();
    static final String HOST = hostName();
    static final String SPACE = space(HOST);
  }

  static ProcessIdentity current() {
    return new ProcessIdentity(Own.PID, Own.STARTED, Own.HOST, Own.SPACE, Instant.now());
  }

  String text() {
    return "pid="
        + pid
        + started.map(instant -> "\nstarted=" + instant).orElse("")
        + "\nhost="
        + host
        + "\nspace="
        + space
        + "\nsince="
        + since
        + "\n";
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @param text the text; it may be cut off, when its writer is at it
   * @return the identity, where it is whole
   */
  static Optional<ProcessIdentity> parse(String text) {
    Map<String, String> values = new HashMap<>();
    for (String line : text.lines().toList()) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        values.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    String pid = values.get("pid");
    String since = values.get("since");
    if (pid == null || since == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ProcessIdentity(
              Long.parseLong(pid),
              Optional.ofNullable(values.get("started")).map(Instant::parse),
              values.getOrDefault("host", "an unknown machine"),
              values.getOrDefault("space", ""),
              Instant.parse(since)));
    } catch (NumberFormatException | DateTimeException e) {
      // Cut off in the middle of a value.
      return Optional.empty();
    }
  }

  /** Whether this process could see that one: on the same boot of the same machine. */
  boolean isOfThisMachine() {
    return !space.isEmpty() && space.equals(Own.SPACE);
  }

  /** Whether the process is seen to be alive here. */
  boolean isAliveHere() {
    return isOfThisMachine()
        && ProcessHandle.of(pid)
            .filter(ProcessHandle::isAlive)
            .filter(process -> startedTogether(process.info().startInstant()))
            .isPresent();
  }

  private boolean startedTogether(Optional<Instant> other) {
    return started.isEmpty()
        || other.isEmpty()
        || Duration.between(started.get(), other.get()).abs().compareTo(CLOCK_STEP) < 0;
  }

  /** Whether a file is this process's user's, as far as that can be told. */
  static boolean owns(Path file) throws IOException {
    Optional<String> user = ProcessHandle.current().info().user();
    return user.isPresent() && user.get().equals(Files.getOwner(file).getName());
  }

  LockHolder holder() {
    return new LockHolder(
        "process " + pid + " on " + host + ", since " + HolderText.timeOfDay(since));
  }

  private static String hostName() {
    String name = read(HOST_NAME);
    if (!name.isEmpty()) {
      return name;
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      // The name is for people only.
      return "this machine";
    }
  }

  private static String space(String host) {
    String boot = read(BOOT);
    if (boot.isEmpty()) {
      return host;
    }
    try {
      return boot + "/" + Files.readSymbolicLink(PROCESS_SPACE);
    } catch (IOException | UnsupportedOperationException e) {
      // No namespaces in this kernel, so there is one.
      return boot;
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      // Not Linux, or hidden.
      return "";
    }
  }
}
