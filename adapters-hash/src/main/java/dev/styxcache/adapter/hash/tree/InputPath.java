package dev.styxcache.adapter.hash.tree;

import dev.styxcache.files.FileStat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The way to an input: the links that its path goes through, and the directories above it. An input
 * that is exchanged for another one during a run, and put back before its end, looks unchanged
 * itself; what lies on the way does not.
 *
 * <p>Links are noted when the input is digested, which costs one stat where there is none.
 * Directories are noted right before the tool runs: what matters is that they stay from then on. A
 * directory that is renamed, and back, has a new time of change and its old time of modification.
 * Where members were added to it or removed from it in between, both are new, and a renaming of the
 * directory itself cannot be told from that; tools in a sandbox do not see it.
 *
 * <p>For one thread at a time.
 */
public final class InputPath {

  /** Maximum number of links, as in the Linux kernel. */
  private static final int MAX_LINKS = 40;

  private record Step(Path path, FileStat stat) {}

  private final Path input;
  private final List<Step> links;
  private List<Step> directories = List.of();

  private InputPath(Path input, List<Step> links) {
    this.input = input;
    this.links = links;
  }

  /** Notes the links on the way to an input. */
  static InputPath of(Path input) {
    return new InputPath(input, Files.isSymbolicLink(input) ? links(input) : List.of());
  }

  /**
   * Resolves an input's path, as {@link dev.styxcache.application.spi.ContentHasher#locate}.
   *
   * @param path the absolute path of an input
   * @param resolveParent whether its parent directory is the input
   * @return the resolved path; empty if it cannot be resolved
   */
  public static Optional<Path> locate(Path path, boolean resolveParent) {
    try {
      Path parent = path.getParent();
      Path name = path.getFileName();
      if (parent == null || name == null || (!resolveParent && Files.isDirectory(path))) {
        return Optional.of(path.toRealPath());
      }
      Path located = parent.toRealPath().resolve(name);
      return resolveParent || Files.exists(located, LinkOption.NOFOLLOW_LINKS)
          ? Optional.of(located)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // Whoever opens the input says why it cannot be used.
    }
  }

  /**
   * When a file was changed last, as {@link dev.styxcache.application.spi.ContentHasher#changed}.
   *
   * @param path an absolute path
   * @return the time; empty if nothing is there
   */
  public static Optional<Instant> changed(Path path) {
    try {
      return FileStat.exactIfPresent(path).map(stat -> Instant.ofEpochSecond(0, stat.changed()));
    } catch (IOException e) {
      return Optional.empty(); // It cannot be reached, and will not be at the next call.
    }
  }

  /** Notes the directories above the input. */
  void noteDirectories() {
    List<Step> noted = new ArrayList<>();
    for (Path above = input.getParent(); above != null; above = above.getParent()) {
      noted.add(new Step(above, statOrAbsent(above)));
    }
    directories = noted;
  }

  /** The first link or directory on the way that was exchanged since it was noted. */
  Optional<Path> findChange() {
    for (Step link : links) {
      if (!statOrAbsent(link.path()).equals(link.stat())) {
        return Optional.of(link.path());
      }
    }
    for (Step directory : directories) {
      if (wasExchanged(directory.stat(), statOrAbsent(directory.path()))) {
        return Optional.of(directory.path());
      }
    }
    return Optional.empty();
  }

  private static boolean wasExchanged(FileStat before, FileStat now) {
    return !before.isSameFile(now)
        || (before.changed() != now.changed() && before.modified() == now.modified());
  }

  private static List<Step> links(Path input) {
    List<Step> links = new ArrayList<>();
    Deque<Path> names = new ArrayDeque<>();
    input.forEach(names::add);
    Path at = input.getRoot();
    while (!names.isEmpty() && links.size() < MAX_LINKS && at != null) {
      Path name = names.removeFirst();
      if (name.toString().equals("..")) {
        at = at.getParent() == null ? at : at.getParent();
        continue;
      }
      Path next = at.resolve(name);
      try {
        Path target = Files.readSymbolicLink(next);
        links.add(new Step(next, statOrAbsent(next)));
        at = target.isAbsolute() ? target.getRoot() : at;
        pushFront(names, target);
      } catch (IOException e) {
        at = next; // Not a link. What else is wrong with it is said when it is opened.
      }
    }
    return links;
  }

  private static void pushFront(Deque<Path> names, Path target) {
    for (int i = target.getNameCount() - 1; i >= 0; i--) {
      names.addFirst(target.getName(i));
    }
  }

  private static FileStat statOrAbsent(Path path) {
    try {
      return FileStat.exact(path, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      return new FileStat(0, 0, 0, 0, -1, -1); // Equal to no file.
    }
  }
}
