package dev.styxcache.adapter.runner.declaration;

import dev.styxcache.application.api.InvalidInputException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Finds the files that are declared as inputs. Safe for use by many threads. */
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
   * Finds an input and checks that it can be one. Links are followed to see what is there, but the
   * path is not resolved: a tool reads meaning from names, and {@code ..} after a link must lead
   * where the system says.
   *
   * @param hostFile a file or directory
   * @param resolveParent whether its parent directory is needed too
   * @return its absolute path
   * @throws InvalidInputException if there is no such file, or it is no file and no directory, or a
   *     process cannot be told its name
   */
  public Path find(Path hostFile, boolean resolveParent) {
    if (!hostFile.getFileSystem().equals(FileSystems.getDefault())) {
      throw new InvalidInputException(
          "input "
              + hostFile
              + " is in no file system that a process can see: copy it to the disk");
    }
    if (hostFile.toString().isEmpty()) {
      // Java takes it for the working directory.
      throw new InvalidInputException("an input's path is empty: name a file or directory");
    }
    Path path = withoutDots(workingDirectory.resolve(hostFile));
    requireUnicode(path);
    BasicFileAttributes attributes = attributes(path, hostFile);
    if (!attributes.isRegularFile() && !attributes.isDirectory()) {
      throw new InvalidInputException(
          "input "
              + path
              + " is a device, pipe or socket: copy what it holds to a file and declare that");
    }
    if (resolveParent) {
      requireParent(path);
    }
    return path;
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
              + " cannot be reached: a directory on the way may not be searched by this user;"
              + " change its permissions",
          e);
    } catch (IOException e) {
      throw new InvalidInputException(
          "input " + path + " cannot be looked at (" + e.getMessage() + "): check the path", e);
    }
  }

  private static String missing(Path path, Path asGiven) {
    if (Files.isSymbolicLink(path)) {
      return "input " + path + " is a link to something that does not exist: mend the link";
    }
    String hint =
        asGiven.isAbsolute()
            ? "check the path"
            : "relative paths start from the runner's working directory; check the path";
    return "input " + path + " does not exist: " + hint;
  }

  /** A process is told the name as text, so a name that is none would reach it as another one. */
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
