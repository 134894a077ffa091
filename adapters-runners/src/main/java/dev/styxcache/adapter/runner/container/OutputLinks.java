package dev.styxcache.adapter.runner.container;

import dev.styxcache.application.api.InvalidOutputException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * Links that a tool made to its outputs by the path that its container has for them, which leads
 * nowhere outside. They are made to lead to the same outputs, as those of a tool without a
 * container do.
 */
final class OutputLinks {

  private static final Path OUTPUT = Path.of(ContainerRun.OUTPUT);

  private OutputLinks() {}

  /**
   * Replaces the links of one output directory by absolute ones of this machine.
   *
   * @param directory what the container had as its output directory
   * @throws InvalidOutputException if a link cannot be replaced
   */
  static void rewrite(Path directory) {
    try {
      List<Path> links = new ArrayList<>();
      Files.walkFileTree(
          directory,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              if (attributes.isSymbolicLink() && Files.readSymbolicLink(file).startsWith(OUTPUT)) {
                links.add(file);
              }
              return FileVisitResult.CONTINUE;
            }

            /** What cannot be read is reported where outputs are stored. */
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(
                Path folder, @org.jspecify.annotations.Nullable IOException e) {
              return FileVisitResult.CONTINUE;
            }
          });
      for (Path link : links) {
        Path text = Files.readSymbolicLink(link);
        Files.delete(link);
        Files.createSymbolicLink(link, directory.resolve(OUTPUT.relativize(text)));
      }
    } catch (IOException e) {
      throw new InvalidOutputException(
          "a link among the outputs in "
              + directory
              + " leads to "
              + ContainerRun.OUTPUT
              + " in the container, and cannot be made to lead to the outputs here ("
              + e
              + "): make room there, or let the tool make relative links",
          e);
    }
  }
}
