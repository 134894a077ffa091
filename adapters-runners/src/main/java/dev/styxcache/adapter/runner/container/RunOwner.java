package dev.styxcache.adapter.runner.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The process that a container or a run's folder belongs to, in a form that suits labels and file
 * names: what a process left behind when it was killed is found by it.
 *
 * @param pid the process id
 * @param started when the process started, in seconds since 1970; 0 where the system does not say
 * @param space the scope of the process id: this boot of the machine and the PID namespace
 */
record RunOwner(long pid, long started, String space) {

  /** Tolerance for start times in seconds: they seem to move when the machine's clock is set. */
  private static final long CLOCK_STEP = 30;

  private static final Pattern TEXT = Pattern.compile("([0-9]+)-([0-9]+)-([0-9a-z.]+)(-.*)?");
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Path PROCESS_SPACE = Path.of("/proc/self/ns/pid");

  /**
   * This process.
   *
   * @return the owner of what this process makes
   */
  static RunOwner current() {
    ProcessHandle self = ProcessHandle.current();
    return new RunOwner(self.pid(), startOf(self), currentSpace());
  }

  /**
   * Reads the form of {@link #text}.
   *
   * @param text the text; what follows after a further hyphen is ignored
   * @return the owner; empty for another text
   */
  static Optional<RunOwner> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    try {
      return matcher.matches()
          ? Optional.of(
              new RunOwner(
                  Long.parseLong(matcher.group(1)),
                  Long.parseLong(matcher.group(2)),
                  matcher.group(3)))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty(); // Too many digits: nobody's text.
    }
  }

  /**
   * The owner as a text of digits, letters, dots and hyphens.
   *
   * @return the text
   */
  String text() {
    return pid + "-" + started + "-" + space;
  }

  /**
   * Whether the process is known to be gone: it would be visible here, and is not there.
   *
   * @return false also for a process of another machine, boot or namespace
   */
  boolean isGone() {
    return isOfThisMachine()
        && ProcessHandle.of(pid)
            .filter(ProcessHandle::isAlive)
            .filter(process -> Math.abs(startOf(process) - started) <= CLOCK_STEP)
            .isEmpty();
  }

  /** Whether this process could see it. */
  boolean isOfThisMachine() {
    return space.equals(currentSpace());
  }

  private static long startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::getEpochSecond).orElse(0L);
  }

  private static String currentSpace() {
    try {
      String boot = Files.readString(BOOT).strip().replace("-", "");
      String space = Files.readSymbolicLink(PROCESS_SPACE).toString();
      return boot + "." + space.replaceAll("[^0-9]", "");
    } catch (IOException | UnsupportedOperationException e) {
      return "unknown"; // Not Linux, where engines run in a virtual machine.
    }
  }
}
