package dev.styxcache.adapter.runner.process;

import dev.styxcache.application.api.ShellQuoting;
import dev.styxcache.application.api.ToolNotStartedException;
import dev.styxcache.application.api.ToolNotStartedException.Cause;
import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the executable of a command, as a shell does. The search comes before the start, so that a
 * missing executable differs from a failing tool. Thread-safe.
 *
 * <p>A cache asks at each hit. So every directory of {@code PATH} is asked anew, by the cheapest
 * call there is, and only the look into an unchanged file is not repeated.
 */
public final class Executables {

  /** The search path of POSIX systems for an environment without {@code PATH}. */
  private static final String USUAL_PATH = "/usr/local/bin:/usr/bin:/bin";

  /** Maximum number of files that are remembered as executable by this kernel. */
  private static final int MAX_REMEMBERED = 1_000;

  private static final Map<Path, Identity> KNOWN_FORMATS = new ConcurrentHashMap<>();

  private Executables() {}

  /**
   * What tells whether a file's format must be looked at again. A write that leaves all of it as it
   * was is missed, which costs only the better message.
   */
  private record Identity(@Nullable Object file, long size, FileTime modified) {
    static Identity of(BasicFileAttributes attributes) {
      return new Identity(attributes.fileKey(), attributes.size(), attributes.lastModifiedTime());
    }
  }

  /**
   * Finds an executable. A command with a slash is a path; any other is looked up in {@code PATH}:
   * the first executable file of that name.
   *
   * @param command the command's first argument
   * @param workingDirectory the directory that relative paths start from, in {@code PATH} as well
   * @param searchPath the variable {@code PATH} of the tool
   * @return the executable's absolute path; links are not resolved, since some tools depend on the
   *     name that they are called by
   * @throws ToolNotStartedException if it is not found or cannot be executed
   */
  public static Path find(String command, Path workingDirectory, Optional<String> searchPath) {
    if (command.isEmpty()) {
      throw new ToolNotStartedException(
          Cause.NOT_FOUND, "the command's first argument is empty: name an executable");
    }
    Path start = workingDirectory.toAbsolutePath();
    return command.indexOf('/') >= 0
        ? check(resolve(start, command, command))
        : findInPath(command, start, searchPath.orElse(USUAL_PATH));
  }

  private static Path findInPath(String command, Path start, String searched) {
    Optional<ToolNotStartedException> firstFault = Optional.empty();
    for (String directory : searched.split(":", -1)) {
      // An empty element stands for the working directory.
      // Most directories do not have it, and a failed Files method costs an exception.
      if (directory.startsWith("/") && isMissing(directory + '/' + command)) {
        continue;
      }
      Path candidate = resolve(resolve(start, directory, command), command, command);
      try {
        return check(candidate);
      } catch (ToolNotStartedException e) {
        if (e.why() == Cause.NOT_EXECUTABLE
            && firstFault.isEmpty()
            && Files.isRegularFile(candidate)) {
          firstFault = Optional.of(e);
        }
      }
    }
    throw firstFault.orElseGet(
        () ->
            new ToolNotStartedException(
                Cause.NOT_FOUND,
                "the executable "
                    + ShellQuoting.quote(command)
                    + " was not found in PATH, which has "
                    + numberOf(searched)
                    + ": install it, add its directory to PATH, or give its path"));
  }

  /** All of a long one would hide the message. */
  private static String numberOf(String path) {
    int directories = path.split(":", -1).length;
    return directories == 1 ? "the one directory " + path : directories + " directories";
  }

  private static boolean isMissing(String path) {
    return path.indexOf('\0') < 0 && !new File(path).exists();
  }

  private static Path resolve(Path start, String name, String command) {
    try {
      return start.resolve(name);
    } catch (InvalidPathException e) {
      throw new ToolNotStartedException(
          Cause.NOT_FOUND,
          "the executable "
              + ShellQuoting.quote(command.replace("\0", "\\0"))
              + " cannot be searched ("
              + e.getReason()
              + "): check the command and PATH");
    }
  }

  private static Path check(Path file) {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(file, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      throw new ToolNotStartedException(
          Cause.NOT_FOUND, "the executable " + file + " does not exist: check the command");
    } catch (AccessDeniedException e) {
      throw cannotRun(file, "cannot be reached by this user: change permissions on the way to it");
    } catch (IOException e) {
      throw new ToolNotStartedException(
          Cause.NOT_FOUND,
          "the executable " + file + " cannot be read (" + e.getMessage() + "): check the command");
    }
    if (attributes.isDirectory()) {
      throw cannotRun(file, "is a directory: name a file");
    }
    if (!attributes.isRegularFile()) {
      throw cannotRun(file, "is a device, pipe or socket: name a file");
    }
    if (!Files.isExecutable(file)) {
      throw cannotRun(file, "is not executable for this user: make it executable (chmod +x)");
    }
    requireKnownFormat(file, Identity.of(attributes));
    return file;
  }

  private static void requireKnownFormat(Path file, Identity identity) {
    if (identity.equals(KNOWN_FORMATS.get(file))) {
      return;
    }
    Optional<String> fault = ExecutableFormat.findFault(file);
    if (fault.isPresent()) {
      throw cannotRun(file, fault.get());
    }
    if (KNOWN_FORMATS.size() >= MAX_REMEMBERED) {
      KNOWN_FORMATS.clear();
    }
    KNOWN_FORMATS.put(file, identity);
  }

  private static ToolNotStartedException cannotRun(Path file, String why) {
    return new ToolNotStartedException(Cause.NOT_EXECUTABLE, "the command " + file + " " + why);
  }
}
