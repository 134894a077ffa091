package dev.styxcache.tools;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * A port that reaches the disk for this module: it opens catalogues, parses JSON, and looks at what
 * tools have made. Found by {@link java.util.ServiceLoader}. Implementations must be safe for use
 * by many threads.
 */
public interface ToolFiles {

  /**
   * The implementation that is on the class path or module path.
   *
   * @return the first one
   * @throws IllegalStateException if there is none
   */
  static ToolFiles installed() {
    return ServiceLoader.load(ToolFiles.class)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "there is no ToolFiles; add dev.styxcache:styxcache-adapters-catalog to the"
                        + " class path or module path"));
  }

  /**
   * Parses JSON.
   *
   * @return the parser
   */
  JsonReader json();

  /**
   * Opens a catalogue.
   *
   * @param catalog a directory, or an archive {@code .tar.gz}, {@code .tgz} or {@code .zip}
   * @param indexDirectory keeps what is found out about catalogues from one process to the next;
   *     made if it is missing, and not needed where it cannot be written to or is not given
   * @return the catalogue
   * @throws BadCatalogException if it is missing, or is neither of these
   */
  CatalogSource open(Path catalog, Optional<Path> indexDirectory);

  /**
   * Whether something is at a path.
   *
   * @param file the path
   * @return true also for a link that leads nowhere
   */
  boolean exists(Path file);

  /**
   * Finds the outputs that match a pattern, except for the cache's own files.
   *
   * @param directory the output directory
   * @param pattern a path with {@code *}, {@code ?} and {@code [...]}, relative to the directory
   * @return the files and directories, sorted
   */
  List<Path> matches(Path directory, String pattern);
}
