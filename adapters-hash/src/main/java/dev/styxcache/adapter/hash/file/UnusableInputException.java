package dev.styxcache.adapter.hash.file;

import dev.styxcache.application.api.InvalidInputException;
import dev.styxcache.files.UndecodableNameException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file of an input cannot be hashed. */
public final class UnusableInputException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The next step for an input that another process writes to. */
  private static final String WAIT = "run again when nothing writes to it";

  private final transient Path path;
  private final String problem;
  private final String nextStep;

  private UnusableInputException(
      Path path, String problem, String nextStep, @Nullable Throwable cause) {
    super(path + " " + problem, cause);
    this.path = path;
    this.problem = problem;
    this.nextStep = nextStep;
  }

  /**
   * Nothing is at the path.
   *
   * @param path the path
   * @return the exception
   */
  public static UnusableInputException missing(Path path) {
    return new UnusableInputException(path, "does not exist", "check the path", null);
  }

  /**
   * A link that leads nowhere.
   *
   * @param path the link
   * @return the exception
   */
  public static UnusableInputException brokenLink(Path path) {
    return new UnusableInputException(
        path, "is a link that leads nowhere", "check where the link leads", null);
  }

  /**
   * A file that is neither a regular file nor a directory.
   *
   * @param path the file
   * @return the exception
   */
  public static UnusableInputException special(Path path) {
    return new UnusableInputException(
        path,
        "is a device, pipe or socket",
        "give files and directories only, or copy its content to a file",
        null);
  }

  private static UnusableInputException notUnicode(Path path) {
    return new UnusableInputException(
        path,
        "has a name that is not valid Unicode (" + path.toUri().getRawPath() + ")",
        "rename it, or start Java with -Dsun.jnu.encoding=UTF-8 if the name is right elsewhere",
        null);
  }

  /**
   * A link whose target is not valid Unicode.
   *
   * @param link the link
   * @return the exception
   */
  public static UnusableInputException targetNotUnicode(Path link) {
    return new UnusableInputException(
        link,
        "is a link to a name that is not valid Unicode",
        "rename what it leads to, and make the link anew",
        null);
  }

  /** A file that the kernel generates while it is read. */
  static UnusableInputException sizeUnknown(Path path) {
    return new UnusableInputException(
        path,
        "does not hold as many bytes as its size says, as files below /proc do",
        "copy its content to a file",
        null);
  }

  static UnusableInputException changed(Path path, String how) {
    return new UnusableInputException(path, how + " while it was hashed", WAIT, null);
  }

  /**
   * A file that was present, and now fails to be read.
   *
   * @param path the file
   * @param cause the failure
   * @return the exception
   */
  public static UnusableInputException of(Path path, IOException cause) {
    if (cause instanceof UndecodableNameException undecodable) {
      return notUnicode(undecodable.path());
    } else if (cause instanceof NoSuchFileException) {
      return new UnusableInputException(path, "vanished while it was hashed", WAIT, cause);
    } else if (cause instanceof AccessDeniedException) {
      return new UnusableInputException(
          path, "cannot be read: permission denied", "make it readable for this user", cause);
    }
    String reason =
        cause instanceof FileSystemException failure && failure.getReason() != null
            ? failure.getReason()
            : String.valueOf(cause.getMessage());
    return new UnusableInputException(
        path, "cannot be read: " + reason, "check the disk or network share that it is on", cause);
  }

  /**
   * Adds the link through which the file was found.
   *
   * @param link the link
   * @return a new exception with a longer message
   */
  public UnusableInputException reachedThrough(Path link) {
    UnusableInputException same =
        new UnusableInputException(
            path, "(reached through the link " + link + ") " + problem, nextStep, getCause());
    same.addSuppressed(this);
    return same;
  }

  /**
   * The file that cannot be hashed.
   *
   * @return its path
   */
  public Path path() {
    return path;
  }

  /**
   * Converts this to the exception for users.
   *
   * @param input the path of the input, as the user knows it
   * @return the exception, with the next step in its message
   */
  public InvalidInputException forUser(Path input) {
    String subject =
        path.equals(input)
            ? "the input " + path
            : "the input " + input + " cannot be hashed: " + path;
    return new InvalidInputException(subject + " " + problem + "; " + nextStep, this);
  }
}
