package dev.styxcache.tools.bind;

import dev.styxcache.domain.key.PathText;

/**
 * An input file of a call.
 *
 * @param path its path on the host, as it was given
 * @param resolveParent whether its folder is shown to the tool, and not only the file
 * @param mutable whether the tool changes it, so that it gets a copy
 */
public record BoundInput(String path, boolean resolveParent, boolean mutable) {

  /**
   * The name of the file or directory.
   *
   * @return the last part of the path
   */
  public String name() {
    return baseName(path);
  }

  /**
   * The name of the folder that the file is in, as far as the path says it.
   *
   * @return the last part but one of the path; empty if there is none
   */
  public String parentName() {
    String normal = PathText.normalForm(path);
    int slash = normal.lastIndexOf('/');
    return slash < 0 ? "" : baseName(normal.substring(0, slash));
  }

  /**
   * The last part of a path.
   *
   * @param path any path with slashes
   * @return the last segment of its normal form
   */
  static String baseName(String path) {
    // As in keys, which have the names of inputs: "a/b/." is b.
    String normal = PathText.normalForm(path);
    return normal.substring(normal.lastIndexOf('/') + 1);
  }
}
