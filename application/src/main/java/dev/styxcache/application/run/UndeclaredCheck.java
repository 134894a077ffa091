package dev.styxcache.application.run;

import dev.styxcache.application.api.InvalidInputException;
import dev.styxcache.application.api.NamedFile;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.api.ShellQuoting;
import dev.styxcache.application.api.UndeclaredFiles;
import dev.styxcache.application.run.RunDeclaration.Input;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for files in a run's command that are no declared inputs, for callers that declare inputs
 * before their command is known. Of paths only absolute ones count: relative ones are names of
 * outputs. Thread-safe.
 */
final class UndeclaredCheck {

  /** Maximum number of files that a message names. */
  private static final int NAMED = 5;

  private final Runner base;
  private final KeyMaker keys;
  private final UndeclaredFiles answer;
  private final FailureHandling failures;

  UndeclaredCheck(Runner base, KeyMaker keys, UndeclaredFiles answer, FailureHandling failures) {
    this.base = base;
    this.keys = keys;
    this.answer = answer;
    this.failures = failures;
  }

  /**
   * Checks the command of a run.
   *
   * @throws InvalidInputException if it names an undeclared file, and the policy refuses that
   */
  void check(RunDeclaration declared, List<String> command) {
    if (answer == UndeclaredFiles.IGNORE) {
      return;
    }
    Set<Path> undeclared = new LinkedHashSet<>();
    for (NamedFile file : base.namedFiles(command)) {
      if (file.written() && !isDeclared(file.path(), declared.inputs())) {
        undeclared.add(file.path());
      }
    }
    if (undeclared.isEmpty()) {
      return;
    }
    String message = message(declared, new ArrayList<>(undeclared));
    if (answer == UndeclaredFiles.FAIL) {
      throw new InvalidInputException(message);
    }
    failures.warnOnce(message);
  }

  private boolean isDeclared(Path path, List<Input> inputs) {
    for (Input input : inputs) {
      if (path.startsWith(input.hashedPath())) {
        return true;
      }
    }
    // The same file by another way, such as through a link to the home directory.
    Optional<Path> located = keys.locate(path, false).filter(other -> !other.equals(path));
    return located.isPresent() && isDeclared(located.get(), inputs);
  }

  private static String message(RunDeclaration declared, List<Path> files) {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < Math.min(NAMED, files.size()); i++) {
      names.append(i == 0 ? "" : ", ").append(ShellQuoting.quote(files.get(i).toString()));
    }
    if (files.size() > NAMED) {
      names.append(" and ").append(files.size() - NAMED).append(" more");
    }
    return "the command of "
        + declared.metadata().qualifiedName()
        + " names "
        + names
        + ", which no input declares, so a change there would not be noticed; declare it as an"
        + " input, or name the directory in runner.software_dirs if it is software";
  }
}
