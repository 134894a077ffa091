package dev.styxcache.tools.bind;

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
    String trimmed = withoutTrailingSlashes(path);
    int slash = trimmed.lastIndexOf('/');
    return slash < 0 ? "" : baseName(trimmed.substring(0, slash));
  }

  /**
   * The last part of a path.
   *
   * @param path any path with slashes
   * @return what is behind the last slash, trailing ones apart
   */
  static String baseName(String path) {
    String trimmed = withoutTrailingSlashes(path);
    return trimmed.substring(trimmed.lastIndexOf('/') + 1);
  }

  private static String withoutTrailingSlashes(String path) {
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end);
  }
}
