package dev.styxcache.adapter.catalog;

import dev.styxcache.files.FileStat;
import dev.styxcache.tools.BadCatalogException;
import dev.styxcache.tools.CatalogSource;
import dev.styxcache.tools.JsonReader;
import dev.styxcache.tools.ToolFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Opens catalogues on disk, and looks at the outputs of tools. Safe for use by many threads. */
public final class LocalToolFiles implements ToolFiles {

  /** The member of a catalogue that names its packages. */
  private static final String PROJECT = "project.json";

  private final JsonReader json = new DescriptorJson();

  @Override
  public JsonReader json() {
    return json;
  }

  @Override
  public CatalogSource open(Path catalog, Optional<Path> indexDirectory) {
    Path place = catalog.toAbsolutePath().normalize();
    IndexFiles indexes = new IndexFiles(indexDirectory, place.toString());
    try {
      if (Files.isDirectory(place)) {
        return new DirectoryCatalog(top(place), indexes);
      }
      FileStat before = FileStat.exact(place);
      Optional<PackedCatalog> packed = indexes.findPacked(PackedCatalog.state(before));
      return packed.isPresent()
          ? packed.get()
          : PackedCatalog.pack(place, before, format(place), indexes);
    } catch (IOException e) {
      throw new BadCatalogException(
          "cannot read the catalogue " + place + ": " + IndexFiles.reason(e), e);
    }
  }

  /** A directory of catalogues may be given for the only catalogue in it, as an archive has it. */
  private static Path top(Path directory) throws IOException {
    if (Files.exists(directory.resolve(PROJECT))) {
      return directory;
    }
    List<Path> inside = new ArrayList<>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
      for (Path child : children) {
        if (Files.exists(child.resolve(PROJECT))) {
          inside.add(child);
        }
      }
    }
    return inside.size() == 1 ? inside.get(0) : directory;
  }

  private static ArchiveFormat format(Path archive) {
    String name = archive.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".zip")) {
      return ArchiveFormat.ZIP;
    } else if (name.endsWith(".tar.gz") || name.endsWith(".tgz")) {
      return ArchiveFormat.TAR_GZ;
    }
    throw new BadCatalogException(
        "cannot use the catalogue "
            + archive
            + ": it is neither a directory nor a .tar.gz or .zip archive");
  }

  @Override
  public boolean exists(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public List<Path> matches(Path directory, String pattern) {
    PathMatcher matcher = directory.getFileSystem().getPathMatcher("glob:" + pattern);
    List<Path> found = new ArrayList<>();
    try {
      Files.walkFileTree(
          directory,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              return visitFile(folder, attributes);
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              Path local = directory.relativize(file);
              // Names that begin so at the top are the cache's own.
              if (local.toString().startsWith(".styxcache")) {
                return FileVisitResult.CONTINUE;
              }
              if (matcher.matches(local)) {
                found.add(file);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new BadCatalogException(
          "cannot list the outputs in " + directory + ": " + IndexFiles.reason(e), e);
    }
    found.sort(null);
    return found;
  }
}
