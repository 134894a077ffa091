package dev.styxcache.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/**
 * Resolves a path step by step, to tell a broken link from a disk that does not answer. Systems
 * report a broken link in many ways: a missing file, a loop, a file in place of a directory, a name
 * that is too long.
 */
public final class LinkChain {

  /** Maximum number of links, as in the Linux kernel; a longer chain counts as a loop. */
  private static final int MAX_LINKS = 40;

  /** Maximum length of a name on all common file systems, in bytes. */
  private static final int MAX_NAME_BYTES = 255;

  private LinkChain() {}

  /**
   * Whether there is nothing at the end of a path.
   *
   * @param path a path, with links or without
   * @return whether it leads nowhere
   * @throws IOException if a step cannot be read for another reason
   */
  public static boolean leadsNowhere(Path path) throws IOException {
    Path at = path.toAbsolutePath().getRoot();
    if (at == null) {
      return false;
    }
    Deque<Path> steps = new ArrayDeque<>();
    path.toAbsolutePath().forEach(steps::add);
    int links = 0;
    while (!steps.isEmpty()) {
      Path step = steps.removeFirst();
      if (step.toString().getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
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
      FileStat.Kind kind;
      try {
        kind = FileStat.of(next).kind();
      } catch (NoSuchFileException e) {
        return true;
      }
      if (kind == FileStat.Kind.LINK) {
        if (++links > MAX_LINKS) {
          return true;
        }
        Path target = Files.readSymbolicLink(next);
        at = target.isAbsolute() ? target.getRoot() : at;
        pushFront(steps, target);
      } else if (kind != FileStat.Kind.DIRECTORY && !steps.isEmpty()) {
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
