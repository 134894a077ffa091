package dev.styxcache.adapter.catalog;

import dev.styxcache.tools.BadCatalogException;
import dev.styxcache.tools.CatalogSource;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A catalogue in a directory. A tool is found by its path, so an edited descriptor counts at once;
 * only the list of all tools is kept in a file, for as long as no file of the catalogue changes.
 */
final class DirectoryCatalog implements CatalogSource {

  /** Depth of descriptors below the catalogue: package, version, tool, file. */
  private static final int DEPTH = 4;

  private final Path root;
  private final IndexFiles indexes;
  private @Nullable String state;

  DirectoryCatalog(Path root, IndexFiles indexes) {
    this.root = root;
    this.indexes = indexes;
  }

  @Override
  public String location() {
    return root.toString();
  }

  @Override
  public Optional<byte[]> read(String path) {
    Path file = inside(path);
    try {
      return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  @Override
  public List<String> folders(String path) {
    Path folder = inside(path);
    List<String> names = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return names;
    }
    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder, Files::isDirectory)) {
      for (Path child : children) {
        names.add(String.valueOf(child.getFileName()));
      }
    } catch (IOException e) {
      throw failure(folder, e);
    } catch (DirectoryIteratorException e) {
      throw failure(folder, Objects.requireNonNull(e.getCause()));
    }
    return names;
  }

  private Path inside(String path) {
    try {
      Path file = root.resolve(path).normalize();
      if (file.startsWith(root)) {
        return file;
      }
    } catch (InvalidPathException e) {
      throw new BadCatalogException(
          "\"" + path + "\" in the catalogue " + root + " is not a path: " + e.getReason(), e);
    }
    throw new BadCatalogException(path + " leads out of the catalogue " + root);
  }

  private BadCatalogException failure(Path file, IOException e) {
    return new BadCatalogException(
        "cannot read " + file + " in the catalogue " + root + ": " + IndexFiles.reason(e), e);
  }

  @Override
  public Optional<byte[]> savedIndex() {
    return indexes.findIndex(state());
  }

  @Override
  public void saveIndex(byte[] index) {
    // A change since the state was noted makes the index one of neither state.
    String before = state();
    if (before.equals(readState())) {
      indexes.saveIndex(before, index);
    }
  }

  private synchronized String state() {
    if (state == null) {
      state = readState();
    }
    return state;
  }

  /** A digest of the names, sizes and times of all files that tools are listed from. */
  private String readState() {
    TreeSet<String> lines = new TreeSet<>();
    try {
      Files.walkFileTree(
          root,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          DEPTH,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (file.toString().endsWith(".json")) {
                lines.add(
                    root.relativize(file)
                        + "\0"
                        + attributes.size()
                        + "\0"
                        + attributes.lastModifiedTime()
                        + "\0"
                        + attributes.fileKey());
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
              lines.add(root.relativize(file) + "\0" + IndexFiles.reason(failure));
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw failure(root, e);
    }
    return IndexFiles.digest(String.join("\n", lines));
  }
}
