package dev.styxcache.adapter.runner.process;

import dev.styxcache.application.api.OutputHandler;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Keeps the last lines of a stream in constant memory, whatever their length and number. For one
 * thread at a time.
 */
final class LastLines implements OutputHandler {

  private final int limit;
  private final Deque<String> complete = new ArrayDeque<>();
  private final LineExcerpt unfinished = new LineExcerpt();

  LastLines(int limit) {
    this.limit = limit;
  }

  @Override
  public void accept(byte[] buffer, int offset, int length) {
    int end = offset + length;
    int start = skip(buffer, offset, end);
    for (int i = start; i < end; i++) {
      if (buffer[i] == '\n') {
        unfinished.append(buffer, start, i - start);
        complete.addLast(unfinished.text());
        unfinished.clear();
        start = i + 1;
        if (complete.size() > limit) {
          complete.removeFirst();
        }
      }
    }
    unfinished.append(buffer, start, end - start);
  }

  /** For speed, skips lines that the rest of this piece displaces anyway. */
  private int skip(byte[] buffer, int offset, int end) {
    int feeds = 0;
    for (int i = end - 1; i >= offset; i--) {
      if (buffer[i] == '\n' && ++feeds > limit) {
        complete.clear();
        unfinished.clear();
        return i + 1;
      }
    }
    return offset;
  }

  /** The lines, oldest first; the last one may be unfinished. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(complete);
    if (!unfinished.isEmpty()) {
      lines.add(unfinished.text());
    }
    return List.copyOf(lines.subList(Math.max(0, lines.size() - limit), lines.size()));
  }
}
