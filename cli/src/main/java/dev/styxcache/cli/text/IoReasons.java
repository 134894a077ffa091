package dev.styxcache.cli.text;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Says in words why a file could not be reached: the JDK often gives only the file's name. */
public final class IoReasons {

  private IoReasons() {}

  /**
   * The reason.
   *
   * @param failure what was thrown
   * @return the reason without the file's name
   */
  public static String of(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "it does not exist";
    } else if (failure instanceof AccessDeniedException) {
      return "permission denied";
    } else if (failure instanceof NotDirectoryException) {
      return "it is not a directory";
    } else if (failure instanceof FileAlreadyExistsException) {
      return "something else is there already";
    } else if (failure instanceof FileSystemLoopException) {
      return "its links lead in a circle";
    } else if (failure instanceof FileSystemException detailed && detailed.getReason() != null) {
      return detailed.getReason();
    }
    return String.valueOf(failure.getMessage());
  }
}
