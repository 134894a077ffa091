package dev.styxcache.adapter.runner.local;

import dev.styxcache.application.api.InvalidInputException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Finds what the links in input directories lead to outside of them. The digest of an input covers
 * it, so a tool that sees the input must see it too. For one thread and one use.
 */
final class OuterLinks {

  private final Set<Path> visible;
  private final Set<Path> found = new LinkedHashSet<>();
  private final Deque<Path> directories = new ArrayDeque<>();

  private OuterLinks(Collection<Path> visible) {
    this.visible = new LinkedHashSet<>(visible);
  }

  /**
   * Finds the targets.
   *
   * @param inputs the inputs
   * @return the paths that the links name, as far as they exist and are in no input
   * @throws InvalidInputException if an input cannot be read
   */
  static Set<Path> of(Collection<Path> inputs) {
    OuterLinks links = new OuterLinks(inputs);
    for (Path input : inputs) {
      if (Files.isDirectory(input)) {
        links.directories.add(input);
      }
    }
    while (!links.directories.isEmpty()) {
      links.walk(links.directories.remove());
    }
    return links.found;
  }

  private void walk(Path directory) {
    try {
      // A link at the path itself is mounted as what it leads to.
      Path real = directory.toRealPath();
      Files.walkFileTree(
          real,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              if (attributes.isSymbolicLink()) {
                link(directory.resolve(real.relativize(file)));
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new InvalidInputException(
          "the input "
              + directory
              + " cannot be searched for links ("
              + e.getMessage()
              + "): make it readable",
          e);
    }
  }

  private void link(Path link) throws IOException {
    Path target = link.resolveSibling(Files.readSymbolicLink(link)).normalize();
    if (!Files.exists(link) || visible.stream().anyMatch(target::startsWith)) {
      return;
    }
    visible.add(target);
    found.add(target);
    if (Files.isDirectory(link)) {
      directories.add(target);
    }
  }
}
