package dev.styxcache.adapter.hash;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The workspaces of this process, lent to whoever digests: a process has as many as threads have
 * digested at once, some MiB each, whatever the number of hashers. Safe for use by many threads.
 */
final class Workspaces {

  /** More are given to the garbage collector when they come back. */
  private static final int MOST_IDLE = HashThreads.MOST_THREADS;

  private static final Deque<Workspace> IDLE = new ArrayDeque<>();

  private Workspaces() {}

  static Workspace take() {
    synchronized (IDLE) {
      Workspace idle = IDLE.pollFirst();
      return idle == null ? new Workspace() : idle;
    }
  }

  /** The latest is the next to be lent, as its memory is the most likely to be in the caches. */
  static void giveBack(Workspace workspace) {
    synchronized (IDLE) {
      if (IDLE.size() < MOST_IDLE) {
        IDLE.addFirst(workspace);
      }
    }
  }
}
