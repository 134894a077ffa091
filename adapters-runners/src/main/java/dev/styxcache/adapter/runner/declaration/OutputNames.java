package dev.styxcache.adapter.runner.declaration;

import dev.styxcache.application.api.InvalidOutputException;
import dev.styxcache.application.api.ShellQuoting;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The rule for names of outputs: they stay in the output directory. */
public final class OutputNames {

  private OutputNames() {}

  /**
   * Resolves an output's name.
   *
   * @param directory the output directory
   * @param name a path relative to it; {@code .} is the directory itself
   * @return the output's path
   * @throws InvalidOutputException if the name is empty, absolute, leads out of the directory, or
   *     is no file name at all
   */
  public static Path resolve(Path directory, String name) {
    if (name.isEmpty()) {
      throw new InvalidOutputException(
          "an output's name is empty: use . for the output directory itself");
    }
    Path relative = parse(directory, name);
    if (relative.isAbsolute() || relative.startsWith("..")) {
      throw new InvalidOutputException(
          "output "
              + ShellQuoting.quote(name)
              + " leads out of the output directory: name it relative to that directory");
    }
    return relative.toString().isEmpty() ? directory : directory.resolve(relative);
  }

  private static Path parse(Path directory, String name) {
    try {
      return directory.getFileSystem().getPath(name).normalize();
    } catch (InvalidPathException e) {
      throw new InvalidOutputException(
          "output "
              + ShellQuoting.quote(name.replace("\0", "\\0"))
              + " cannot be a file's name ("
              + e.getReason()
              + "): choose another name",
          e);
    }
  }
}
