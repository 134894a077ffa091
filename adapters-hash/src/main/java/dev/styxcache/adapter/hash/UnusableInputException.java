package dev.styxcache.adapter.hash;

import dev.styxcache.application.api.InvalidInputException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file that cannot be part of a digest, found on the way through an input. */
final class UnusableInputException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What to do about an input that somebody else works on. */
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

  static UnusableInputException missing(Path path) {
    return new UnusableInputException(path, "does not exist", "check the path", null);
  }

  static UnusableInputException brokenLink(Path path) {
    return new UnusableInputException(
        path, "is a link that leads nowhere", "check where the link leads", null);
  }

  static UnusableInputException special(Path path) {
    return new UnusableInputException(
        path,
        "is a device, pipe or socket",
        "give files and directories only, or copy its content to a file",
        null);
  }

  static UnusableInputException notUnicode(Path path) {
    return new UnusableInputException(
        path,
        "has a name that is not valid Unicode (" + path.toUri().getRawPath() + ")",
        "rename it, or start Java with -Dsun.jnu.encoding=UTF-8 if the name is right elsewhere",
        null);
  }

  static UnusableInputException targetNotUnicode(Path link) {
    return new UnusableInputException(
        link,
        "is a link to a name that is not valid Unicode",
        "rename what it leads to, and make the link anew",
        null);
  }

  /** For files that the kernel makes up as they are read. */
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

  /** For a file that was there a moment ago. */
  static UnusableInputException of(Path path, IOException cause) {
    if (cause instanceof NoSuchFileException) {
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

  /** The same with the link through which the file was come by. */
  UnusableInputException reachedThrough(Path link) {
    UnusableInputException same =
        new UnusableInputException(
            path, "(reached through the link " + link + ") " + problem, nextStep, getCause());
    same.addSuppressed(this);
    return same;
  }

  Path path() {
    return path;
  }

  /** For the user, who knows the input by its path. */
  InvalidInputException forUser(Path input) {
    String subject =
        path.equals(input)
            ? "the input " + path
            : "the input " + input + " cannot be hashed: " + path;
    return new InvalidInputException(subject + " " + problem + "; " + nextStep, this);
  }
}
