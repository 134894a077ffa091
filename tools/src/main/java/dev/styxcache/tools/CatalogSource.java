package dev.styxcache.tools;

import java.util.List;
import java.util.Optional;

/**
 * A port that reads the files of one catalogue, whether a directory or an archive.
 *
 * <p>The layout is NiWrap's. Paths are relative to the folder that has the packages, with slashes:
 *
 * <pre>{@code
 * project.json                        names of the packages (optional)
 * fsl/package.json                    versions of a package, and which is the default (optional)
 * fsl/6.0.4/version.json              its container image (optional)
 * fsl/6.0.4/bet/app.json              where the descriptor is, and what the tool does (optional)
 * fsl/6.0.4/bet/boutiques.json        the descriptor
 * }</pre>
 *
 * <p>Implementations must be safe for use by many threads.
 */
public interface CatalogSource {

  /**
   * Where the catalogue is, for messages.
   *
   * @return for example the path of a directory
   */
  String location();

  /**
   * Reads a file.
   *
   * @param path its path
   * @return its bytes; nothing if there is no such file
   * @throws BadCatalogException if it cannot be read
   */
  Optional<byte[]> read(String path);

  /**
   * Names the folders in a folder.
   *
   * @param path the folder; empty for the catalogue itself
   * @return the names, in any order; none if there is no such folder
   * @throws BadCatalogException if the folder cannot be read
   */
  List<String> folders(String path);

  /**
   * Finds the list of all tools that was {@linkplain #saveIndex kept}.
   *
   * @return the list; nothing if none was kept, or the catalogue has changed since
   */
  default Optional<byte[]> savedIndex() {
    return Optional.empty();
  }

  /**
   * Keeps the list of all tools until the catalogue changes, so that a search need not read every
   * file. A source that cannot keep it does nothing.
   *
   * @param index the list
   */
  default void saveIndex(byte[] index) {}
}
