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
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Identifies the process that holds a lock, in the text of the lock file.
 *
 * @param pid the process id
 * @param started when the process started, if the system says so: process ids are reused
 * @param host the name of the machine, for people
 * @param space the scope of the process id: this boot of the machine and, on Linux, the PID
 *     namespace, since containers may share a host name without sharing process ids
 * @param since when the lock was taken
 */
record ProcessIdentity(
    long pid, Optional<Instant> started, String host, String space, Instant since) {

  /** Tolerance for start times, which seem to move when the machine's clock is set. */
  private static final Duration CLOCK_STEP = Duration.ofSeconds(30);

  private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Path PROCESS_SPACE = Path.of("/proc/self/ns/pid");

  /** This process; determined at first use. */
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
   * Parses the form of {@link #text}.
   *
   * @param text the text; it may be incomplete while its writer is still writing
   * @return the identity; empty if the text is incomplete
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
      // Incomplete.
      return Optional.empty();
    }
  }

  /** Whether the process shares this process's scope of process ids. */
  boolean isOfThisMachine() {
    return !space.isEmpty() && space.equals(Own.SPACE);
  }

  /** Whether the process is visible here and alive. */
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

  /** Whether a file belongs to this process's user, as far as the system says. */
  static boolean owns(Path file) throws IOException {
    Optional<String> user = ProcessHandle.current().info().user();
    return user.isPresent() && user.get().equals(Files.getOwner(file).getName());
  }

  LockHolder holder() {
    return new LockHolder("process " + pid + " on " + host + ", since " + timeOfDay(since));
  }

  /** The local time for people, with the day if it is more than half a day ago. */
  static String timeOfDay(Instant instant) {
    boolean recent = instant.isAfter(Instant.now().minus(12, ChronoUnit.HOURS));
    return DateTimeFormatter.ofPattern(recent ? "HH:mm:ss" : "yyyy-MM-dd HH:mm:ss", Locale.ROOT)
        .format(instant.atZone(ZoneId.systemDefault()));
  }

  private static String hostName() {
    String name = read(HOST_NAME);
    if (!name.isEmpty()) {
      return name;
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      // The name is only for people.
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
      // This kernel has no namespaces.
      return boot;
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      // Not on Linux, or not readable.
      return "";
    }
  }
}
