package dev.styxcache.adapter.hash;

import dev.styxcache.domain.json.CodePointOrder;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Names of files as text. On disk they are bytes, and not all bytes are text. */
final class FileNames {

  private FileNames() {}

  /**
   * The names in a directory, in the order of their code points.
   *
   * @throws UnusableInputException for a name that is not valid Unicode
   */
  static List<String> sorted(Path directory) throws IOException, UnusableInputException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> members = Files.newDirectoryStream(directory)) {
      for (Path member : members) {
        Interruptions.check(directory);
        requireUnicode(member);
        names.add(String.valueOf(member.getFileName()));
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    names.sort(CodePointOrder.INSTANCE);
    return names;
  }

  static void requireUnicode(Path path) throws UnusableInputException {
    if (!isUnicode(path)) {
      throw UnusableInputException.notUnicode(path);
    }
  }

  /** Bytes that are no text become replacement characters, which lead to another path. */
  static boolean isUnicode(Path path) {
    try {
      return path.getFileSystem().getPath(path.toString()).equals(path);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** A path relative to a directory, with {@code /} between its segments, as a path. */
  static Path below(Path directory, String path) {
    String separator = directory.getFileSystem().getSeparator();
    return path.isEmpty() ? directory : directory.resolve(path.replace("/", separator));
  }

  /** The other way: a path below a directory as text, empty for the directory itself. */
  static String textBelow(Path directory, Path path) {
    String separator = path.getFileSystem().getSeparator();
    return directory.relativize(path).toString().replace(separator, "/");
  }

  /**
   * The order of relative paths: segment by segment by code points. No name has a NUL, which sorts
   * before all.
   */
  static int compare(String left, String right) {
    return CodePointOrder.INSTANCE.compare(left.replace('/', '\0'), right.replace('/', '\0'));
  }
}
