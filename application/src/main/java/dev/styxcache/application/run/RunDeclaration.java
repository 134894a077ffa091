package dev.styxcache.application.run;

import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.InvalidInputException;
import dev.styxcache.application.spi.MutableCopies;
import dev.styxcache.application.spi.StandardInputExecution;
import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.key.PathText;
import dev.styxcache.domain.manifest.PathPattern;
import dev.styxcache.domain.manifest.ReservedNames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The declaration of one run: the tool, inputs, parameters and outputs. Accepts inputs and
 * parameters until the key is made. Not thread-safe.
 */
public final class RunDeclaration {

  /**
   * A declared input.
   *
   * @param hostFile the path as the caller wrote it, which enters the key if it is a parameter
   * @param path the absolute path
   * @param resolveParent whether the whole parent directory is the input
   * @param mutable whether the tool writes to a copy of it
   */
  public record Input(Path hostFile, Path path, boolean resolveParent, boolean mutable) {

    /**
     * The same input by the path that its directories' links lead to.
     *
     * @param located that path
     * @return the input
     */
    public Input at(Path located) {
      return new Input(hostFile, located, resolveParent, mutable);
    }

    /** The file or directory whose content is part of the key. */
    Path hashedPath() {
      Path parent = path.getParent();
      return resolveParent && parent != null ? parent : path;
    }

    /** The base name. */
    String name() {
      if (mutable) {
        return String.valueOf(path.getFileName());
      }
      String normal = PathText.normalForm(hostFile.toString());
      return normal.substring(normal.lastIndexOf('/') + 1);
    }
  }

  private final Metadata metadata;
  private final Path workingDirectory;
  private final List<Input> inputs = new ArrayList<>();
  private final List<String> seenPaths = new ArrayList<>();
  private final MutableCopies copies = new MutableCopies();
  private final Map<String, Boolean> optionalByOutput = new LinkedHashMap<>();
  private final Map<PathPattern, Boolean> optionalByPattern = new LinkedHashMap<>();
  private Optional<Map<String, ?>> declaredParams = Optional.empty();
  private Optional<Map<String, ?>> params = Optional.empty();
  private Optional<Input> standardInput = Optional.empty();
  private boolean inputNamesInKey;
  private boolean keyed;

  /**
   * Creates an empty declaration.
   *
   * @param metadata the tool
   * @param workingDirectory where relative paths of inputs start, absolute
   */
  public RunDeclaration(Metadata metadata, Path workingDirectory) {
    this.metadata = metadata;
    this.workingDirectory = workingDirectory;
  }

  Metadata metadata() {
    return metadata;
  }

  /**
   * Checks an input before it is {@linkplain #add added}.
   *
   * @param hostFile the file or directory; a relative path is looked up below the working directory
   * @param resolveParent whether the whole parent directory is the input
   * @param mutable whether the tool writes to a copy of it
   * @return the input
   * @throws InvalidInputException if it has no parent that could be the input, or its copy would
   *     have a name that the cache reserves
   * @throws IllegalStateException if the key was made already
   */
  public Input input(Path hostFile, boolean resolveParent, boolean mutable) {
    requireOpen("an input (" + hostFile + ")");
    Path absolute = absolute(hostFile);
    if (mutable && ReservedNames.contain(String.valueOf(absolute.getFileName()))) {
      throw new InvalidInputException(
          "the mutable input "
              + hostFile
              + " cannot be copied into the output directory: names that begin with "
              + ReservedNames.PREFIX
              + " are the cache's own; copy it to another name first");
    }
    if (resolveParent && (absolute.endsWith("..") || absolute.getParent() == null)) {
      throw new InvalidInputException(
          "the input " + hostFile + " has no parent directory to mount; name a file in it");
    }
    return new Input(hostFile, absolute, resolveParent, mutable);
  }

  private Path absolute(Path hostFile) {
    String text = PathText.normalForm(hostFile.toString());
    Path normal = hostFile.getFileSystem().getPath(text);
    if (normal.isAbsolute()) {
      return normal;
    }
    return text.equals(".") ? workingDirectory : workingDirectory.resolve(text);
  }

  /**
   * Adds an input.
   *
   * @param input the input
   * @param seenPath the path by which the tool sees it
   */
  public void add(Input input, String seenPath) {
    if (input.mutable()) {
      copies.add(input.path());
    }
    inputs.add(input);
    seenPaths.add(seenPath);
  }

  /**
   * Declares the parameters; replaces those declared before.
   *
   * @param declared the parameters as the caller gave them
   * @param keyParams the parameters that enter the key, as the base runner returned them
   * @throws IllegalStateException if the key was made already
   */
  public void params(Map<String, ?> declared, Map<String, ?> keyParams) {
    requireOpen("the parameters");
    declaredParams = Optional.of(declared);
    params = Optional.of(keyParams);
  }

  /** Makes the names of all inputs part of the key. */
  void inputNamesInKey() {
    requireOpen("that names of inputs matter");
    inputNamesInKey = true;
  }

  boolean areInputNamesInKey() {
    return inputNamesInKey;
  }

  /**
   * Declares the tool's standard input.
   *
   * @param file a file with the content, absolute
   * @throws IllegalStateException if the key was made already
   */
  public void standardInput(Path file) {
    requireOpen("the standard input");
    standardInput = Optional.of(new Input(file, file, false, false));
  }

  Optional<Input> standardInput() {
    return standardInput;
  }

  /**
   * Adds an output by its normalised name. An output that is declared required once stays required.
   */
  void output(String name, boolean optional) {
    optionalByOutput.merge(name, optional, Boolean::logicalAnd);
  }

  /** Adds a pattern that outputs match. A pattern that is declared required once stays required. */
  void outputPattern(PathPattern pattern, boolean optional) {
    optionalByPattern.merge(pattern, optional, Boolean::logicalAnd);
  }

  private void requireOpen(String what) {
    if (keyed) {
      throw new IllegalStateException(
          what
              + " was declared after an output or the run, when the cache key was made already;"
              + " declare inputs and parameters of "
              + metadata.qualifiedName()
              + " first");
    }
  }

  /** Rejects further inputs and parameters from now on. */
  void close() {
    keyed = true;
  }

  /** The name of the copy of an input, if the input is mutable. */
  Optional<String> copyOf(Input input) {
    return input.mutable() ? copies.find(input.path()) : Optional.empty();
  }

  /**
   * Finds a mutable input.
   *
   * @param hostFile the input as it was declared
   * @throws IllegalStateException if it was not declared as mutable
   */
  Input mutableInput(Path hostFile) {
    Path absolute = absolute(hostFile);
    for (Input input : inputs) {
      if (input.mutable()
          && (absolute.equals(absolute(input.hostFile())) || absolute.equals(input.path()))) {
        return input;
      }
    }
    throw new IllegalStateException(
        hostFile
            + " has no copy, as it was not declared as a mutable input of "
            + metadata.qualifiedName());
  }

  /**
   * Finds a mutable input that an execution does not copy to the name that it must have. A cache
   * would miss what the tool made of it.
   */
  Optional<Path> findNotCopied(Execution execution) {
    for (Input input : inputs) {
      if (input.mutable()) {
        Path copy = execution.mutableCopy(input.path());
        if (copy.equals(input.path())
            || !copyOf(input).equals(Optional.of(String.valueOf(copy.getFileName())))) {
          return Optional.of(input.hostFile());
        }
      }
    }
    return Optional.empty();
  }

  /** Whether the copies are in the execution's output directory, by the names they must have. */
  boolean hasCopiesIn(Execution execution) {
    for (Input input : inputs) {
      Optional<String> name = copyOf(input);
      if (name.isPresent()
          && !execution.mutableCopy(input.path()).equals(execution.outputFile(name.get(), true))) {
        return false;
      }
    }
    return true;
  }

  /** The names of the copies of mutable inputs. */
  List<String> copies() {
    return copies.names();
  }

  List<Input> inputs() {
    return Collections.unmodifiableList(inputs);
  }

  List<String> seenPaths() {
    return Collections.unmodifiableList(seenPaths);
  }

  Optional<Map<String, ?>> params() {
    return params;
  }

  /** All outputs, in the order of declaration. */
  Set<String> outputs() {
    return optionalByOutput.keySet();
  }

  List<String> requiredOutputs() {
    return optionalByOutput.entrySet().stream()
        .filter(output -> !output.getValue())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** All patterns of outputs, in the order of declaration. */
  Set<PathPattern> patterns() {
    return optionalByPattern.keySet();
  }

  /** The patterns of which each must match something that the tool made. */
  List<PathPattern> requiredPatterns() {
    if (optionalByPattern.isEmpty()) {
      return List.of();
    }
    return optionalByPattern.entrySet().stream()
        .filter(pattern -> !pattern.getValue())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Declares the outputs to a base runner's execution. */
  void declareOutputsTo(Execution execution) {
    optionalByOutput.forEach(execution::outputFile);
  }

  /**
   * Declares inputs and parameters to another execution of the same tool.
   *
   * @return whether the tool sees the inputs by the same paths there, so that the same command
   *     means the same
   */
  boolean declareInputsTo(Execution execution) {
    declaredParams.ifPresent(execution::params);
    standardInput.ifPresent(input -> StandardInputExecution.give(execution, input.path()));
    boolean same = true;
    for (int i = 0; i < inputs.size(); i++) {
      Input input = inputs.get(i);
      String seen = execution.inputFile(input.path(), input.resolveParent(), input.mutable());
      same &= seen.equals(seenPaths.get(i));
    }
    return same;
  }
}
