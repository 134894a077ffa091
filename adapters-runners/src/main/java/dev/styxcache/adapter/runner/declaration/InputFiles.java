package dev.styxcache.adapter.runner.declaration;

import dev.styxcache.application.api.InvalidInputException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Finds and checks the files that are declared as inputs. Thread-safe. */
public final class InputFiles {

  private final Path workingDirectory;

  /**
   * Below a directory.
   *
   * @param workingDirectory the directory that relative paths start from
   */
  public InputFiles(Path workingDirectory) {
    this.workingDirectory = workingDirectory.toAbsolutePath();
  }

  /**
   * Finds an input and checks it. Links are followed to see what is there, but the path is not
   * resolved: tools read meaning from names, and {@code ..} after a link must lead where the system
   * says.
   *
   * @param hostFile a file or directory
   * @param resolveParent whether its parent directory is needed too
   * @return its absolute path
   * @throws InvalidInputException if it does not exist and its parent is not needed, is neither a
   *     file nor a directory, or has a name that cannot be passed to a process
   */
  public Path find(Path hostFile, boolean resolveParent) {
    if (!hostFile.getFileSystem().equals(FileSystems.getDefault())) {
      throw new InvalidInputException(
          "input "
              + hostFile
              + " is in a file system that processes cannot see: copy it to the disk");
    }
    if (hostFile.toString().isEmpty()) {
      // Java takes an empty path for the working directory.
      throw new InvalidInputException("an input's path is empty: name a file or directory");
    }
    Path path = absolute(hostFile);
    requireUnicode(path);
    if (resolveParent) {
      requireParent(path);
      if (Files.notExists(path)) {
        // Tools such as topup take the beginning that the names of several files have in common.
        return path;
      }
    }
    BasicFileAttributes attributes = attributes(path, hostFile);
    if (!attributes.isRegularFile() && !attributes.isDirectory()) {
      throw new InvalidInputException(
          "input "
              + path
              + " is a device, pipe or socket: copy its content to a file and declare that");
    }
    return path;
  }

  /**
   * The absolute path of an input, without {@code .} segments. Looks at no disk.
   *
   * @param hostFile a file or directory
   * @return its absolute path
   */
  public Path absolute(Path hostFile) {
    return withoutDots(workingDirectory.resolve(hostFile));
  }

  private static void requireParent(Path path) {
    Path parent = path.getParent();
    if (parent == null) {
      throw new InvalidInputException(
          "input " + path + " has no parent directory: declare it without its parent");
    }
    if (!attributes(parent, parent).isDirectory()) {
      throw new InvalidInputException(
          "input " + path + " is not in a directory: declare it without its parent");
    }
  }

  private static BasicFileAttributes attributes(Path path, Path asGiven) {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      throw new InvalidInputException(missing(path, asGiven), e);
    } catch (AccessDeniedException e) {
      throw new InvalidInputException(
          "input "
              + path
              + " cannot be reached: this user has no permission to search a directory on the way;"
              + " change its permissions",
          e);
    } catch (IOException e) {
      throw new InvalidInputException(
          "input " + path + " cannot be read (" + e.getMessage() + "): check the path", e);
    }
  }

  private static String missing(Path path, Path asGiven) {
    if (Files.isSymbolicLink(path)) {
      return "input " + path + " is a link to something that does not exist: correct the link";
    }
    String hint =
        asGiven.isAbsolute()
            ? "check the path"
            : "relative paths start from the runner's working directory; check the path";
    return "input " + path + " does not exist: " + hint;
  }

  /** Names are passed to processes as text, so a name that is not text would become another one. */
  private static void requireUnicode(Path path) {
    if (!Path.of(path.toString()).equals(path)) {
      throw new InvalidInputException(
          "the name of input " + path + " is not valid Unicode: rename it, or link to it");
    }
  }

  private static Path withoutDots(Path path) {
    Path result = path.getRoot();
    for (Path name : path) {
      if (!name.toString().equals(".")) {
        result = result == null ? name : result.resolve(name);
      }
    }
    return result == null ? path : result;
  }
}
