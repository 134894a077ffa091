package dev.styxcache.adapter.hash;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/**
 * Goes along a path step by step. The systems report a link that leads nowhere in many ways: a
 * missing file, a loop, a file in the place of a directory, a name that is too long. Only a walk
 * tells these from a disk that does not answer.
 */
final class LinkChain {

  /** As in the Linux kernel, which takes a longer chain for a loop. */
  private static final int MOST_LINKS = 40;

  /** What no common file system goes beyond, in bytes. */
  private static final int LONGEST_NAME = 255;

  private final FileStats stats;

  LinkChain(FileStats stats) {
    this.stats = stats;
  }

  /**
   * Whether there is nothing at the end of a path.
   *
   * @throws IOException if a step cannot be looked at for another reason
   */
  boolean leadsNowhere(Path path) throws IOException {
    Path at = path.toAbsolutePath().getRoot();
    if (at == null) {
      return false;
    }
    Deque<Path> steps = new ArrayDeque<>();
    path.toAbsolutePath().forEach(steps::add);
    int links = 0;
    while (!steps.isEmpty()) {
      Path step = steps.removeFirst();
      if (step.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
        return true;
      }
      if (step.toString().isEmpty() || step.toString().equals(".")) {
        continue;
      }
      if (step.toString().equals("..")) {
        at = at.getParent() == null ? at : at.getParent();
        continue;
      }
      Path next = at.resolve(step);
      FileStat stat;
      try {
        stat = stats.read(next, LinkOption.NOFOLLOW_LINKS);
      } catch (NoSuchFileException e) {
        return true;
      }
      if (stat.type() == FileStat.Type.LINK) {
        if (++links > MOST_LINKS) {
          return true;
        }
        Path target = Files.readSymbolicLink(next);
        at = target.isAbsolute() ? target.getRoot() : at;
        pushFront(steps, target);
      } else if (stat.type() != FileStat.Type.DIRECTORY && !steps.isEmpty()) {
        return true;
      } else {
        at = next;
      }
    }
    return false;
  }

  private static void pushFront(Deque<Path> steps, Path target) {
    List<Path> names = new ArrayList<>();
    target.forEach(names::add);
    Collections.reverse(names);
    names.forEach(steps::addFirst);
  }
}
