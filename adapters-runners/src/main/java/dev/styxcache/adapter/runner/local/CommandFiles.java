package dev.styxcache.adapter.runner.local;

import dev.styxcache.application.api.NamedFile;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the files that a command's arguments name: an argument as a whole, its part after {@code =}
 * or after an option's letters ({@code -I/path}), and absolute paths between the usual separators,
 * as in lists, brackets and scripts of a shell. Paths that a program puts together cannot be found.
 *
 * <p>Where nothing exists, one stat is made for each candidate. Stateless, so thread-safe.
 */
final class CommandFiles {

  /** Characters that can precede an absolute path within an argument. */
  private static final String BEFORE = "=,:;@[](){}<>|&`\"' \t\n";

  /** Characters that can end one. A path that has them itself is tried as a whole first. */
  private static final String AFTER = ",:;])}<>|&`\"' \t\n";

  private final Path workingDirectory;
  private final SoftwareDirectories software;
  private final Path temporary;

  CommandFiles(Path workingDirectory, SoftwareDirectories software, Optional<String> temporary) {
    this.workingDirectory = workingDirectory;
    this.software = software;
    this.temporary = Path.of(temporary.filter(path -> path.startsWith("/")).orElse("/tmp"));
  }

  /** Finds the files that the arguments after the first word name. */
  List<NamedFile> find(List<String> command) {
    List<NamedFile> found = new ArrayList<>();
    for (int i = 1; i < command.size(); i++) {
      addTo(found, i, command.get(i));
    }
    return found;
  }

  private void addTo(List<NamedFile> found, int index, String argument) {
    int value = argument.indexOf('=') + 1;
    if (addWhole(found, index, argument, 0)
        || (value > 0 && addWhole(found, index, argument, value))) {
      return;
    }
    int slash = argument.indexOf('/');
    if (slash > 1 && isOption(argument, slash) && addWhole(found, index, argument, slash)) {
      return;
    }
    while (slash >= 0) {
      int next = slash + 1;
      if (slash == 0 || BEFORE.indexOf(argument.charAt(slash - 1)) >= 0) {
        int end = end(argument, slash);
        if (!isWritten(argument, slash) && isNamed(argument.substring(slash, end), false)) {
          found.add(file(index, argument, slash, end, true));
        }
        next = end;
      }
      slash = argument.indexOf('/', next);
    }
  }

  /** Adds the file that all of an argument from an index on names. */
  private boolean addWhole(List<NamedFile> found, int index, String argument, int start) {
    if (start == argument.length()) {
      return false;
    }
    boolean written = argument.charAt(start) == '/';
    String path = argument.substring(start);
    if (written ? !isNamed(path, true) : !isRelative(path)) {
      return false;
    }
    found.add(file(index, argument, start, argument.length(), written));
    return true;
  }

  private NamedFile file(int index, String argument, int start, int end, boolean written) {
    Path path = workingDirectory.resolve(argument.substring(start, end)).normalize();
    return new NamedFile(index, start, end, path, written);
  }

  /** A directory counts only as a whole argument: scripts name many of them in passing. */
  private boolean isNamed(String path, boolean orDirectory) {
    File file = new File(path);
    if (!(file.isFile() || (orDirectory && file.isDirectory()))) {
      return false;
    }
    Path absolute = Path.of(path).normalize();
    return absolute.getNameCount() > 0
        && !absolute.equals(temporary)
        && !software.contain(absolute);
  }

  private boolean isRelative(String path) {
    // A directory does not count: many a word is the name of one.
    return path.charAt(0) != '-' && new File(workingDirectory.toFile(), path).isFile();
  }

  /** Whether an argument begins with a dash and letters, up to an index. */
  private static boolean isOption(String argument, int end) {
    for (int i = 1; i < end; i++) {
      char c = argument.charAt(i);
      if ((c < 'A' || c > 'Z') && (c < 'a' || c > 'z') && c != '-' && c != '_') {
        return false;
      }
    }
    return argument.charAt(0) == '-';
  }

  /**
   * Whether a shell would write to the file whose name begins at an index, as in {@code >> '/x'}.
   */
  private static boolean isWritten(String argument, int start) {
    int before = start - 1;
    while (before >= 0 && " '\"".indexOf(argument.charAt(before)) >= 0) {
      before--;
    }
    return before >= 0 && argument.charAt(before) == '>';
  }

  private static int end(String argument, int start) {
    int end = start;
    while (end < argument.length() && AFTER.indexOf(argument.charAt(end)) < 0) {
      end++;
    }
    return end;
  }
}
