package dev.styxcache.adapter.runner.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A tool's process and all of its descendants, orphans included. Thread-safe: of two threads that
 * end it, the second waits for the first.
 */
final class ProcessFamily {

  /** Maximum time from SIGTERM to SIGKILL, in nanoseconds. */
  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** Maximum wait after SIGKILL, in nanoseconds; a process that is left hangs in the kernel. */
  private static final long KILL_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final long LONGEST_PAUSE_MILLIS = 50;

  private final RunMark mark;
  private final Set<ProcessHandle> known = new LinkedHashSet<>();

  ProcessFamily(ProcessHandle tool, RunMark mark) {
    this.mark = mark;
    known.add(tool);
  }

  /**
   * Ends all processes: SIGTERM first, parents before children, so that no shell goes on to its
   * next command; then SIGKILL for the rest. An interrupt shortens the time between them, and
   * leaves the thread's flag set.
   *
   * @return the ids of processes that are still alive, such as another user's
   */
  synchronized List<Long> end() {
    boolean interrupted = Thread.interrupted();
    interrupted |= !ask();
    interrupted |= !kill();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return find().stream().map(ProcessHandle::pid).toList();
  }

  /** Returns whether it was not interrupted. */
  private boolean ask() {
    long deadline = System.nanoTime() + GRACE_NANOS;
    Set<ProcessHandle> living = find();
    living.forEach(ProcessHandle::destroy);
    for (int round = 0; !living.isEmpty() && System.nanoTime() < deadline; round++) {
      if (!pause(round)) {
        return false;
      }
      living.removeIf(process -> !isAlive(process));
      if (living.isEmpty()) {
        living = find();
        living.forEach(ProcessHandle::destroy);
      }
    }
    return true;
  }

  /** The same. Repeats until no process is left, since processes can start others meanwhile. */
  private boolean kill() {
    boolean uninterrupted = true;
    long deadline = System.nanoTime() + KILL_NANOS;
    Set<ProcessHandle> living = find();
    for (int round = 0; !living.isEmpty() && System.nanoTime() < deadline; round++) {
      living.forEach(ProcessHandle::destroyForcibly);
      uninterrupted &= pause(round);
      living = find();
    }
    return uninterrupted;
  }

  private static boolean pause(int round) {
    try {
      TimeUnit.MILLISECONDS.sleep(Math.min(LONGEST_PAUSE_MILLIS, 1L << Math.min(round, 10)));
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  /** The living processes, parents first. Remembers all, since orphans lose their parents. */
  private Set<ProcessHandle> find() {
    Map<ProcessHandle, List<ProcessHandle>> children = new HashMap<>();
    Deque<ProcessHandle> queue = new ArrayDeque<>(known);
    List<ProcessHandle> marked = new ArrayList<>();
    ProcessHandle.allProcesses()
        .filter(process -> !process.equals(ProcessHandle.current()))
        .forEach(
            process -> {
              process
                  .parent()
                  .ifPresent(
                      parent ->
                          children.computeIfAbsent(parent, p -> new ArrayList<>()).add(process));
              if (!known.contains(process) && mark.isOn(process)) {
                marked.add(process);
              }
            });
    queue.addAll(marked);
    Set<ProcessHandle> seen = new LinkedHashSet<>();
    while (!queue.isEmpty()) {
      ProcessHandle process = queue.remove();
      if (seen.add(process)) {
        queue.addAll(children.getOrDefault(process, List.of()));
      }
    }
    known.addAll(seen);
    seen.removeIf(process -> !isAlive(process));
    return seen;
  }

  private static boolean isAlive(ProcessHandle process) {
    return process.isAlive() && !isZombie(process);
  }

  /**
   * Whether a process has ended and its parent has not reaped it. Where the init process does not
   * reap orphans, as in many containers, it stays so.
   */
  private static boolean isZombie(ProcessHandle process) {
    Path status = Path.of("/proc", Long.toString(process.pid()), "stat");
    try {
      String text = new String(Files.readAllBytes(status), StandardCharsets.ISO_8859_1);
      int state = text.lastIndexOf(')') + 2;
      return state < text.length() && "ZX".indexOf(text.charAt(state)) >= 0;
    } catch (IOException e) {
      return false; // It ended in between, or this system has no /proc.
    }
  }
}
