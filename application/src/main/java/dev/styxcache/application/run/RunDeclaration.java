package dev.styxcache.application.run;

import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.InvalidInputException;
import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.key.PathText;
import dev.styxcache.domain.manifest.OutputPattern;
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
   * @param mutable whether the tool may write to it
   */
  public record Input(Path hostFile, Path path, boolean resolveParent, boolean mutable) {

    /** The same input by the path that its directories' links lead to. */
    Input at(Path located) {
      return new Input(hostFile, located, resolveParent, mutable);
    }

    /** The file or directory whose content is part of the key. */
    Path hashedPath() {
      Path parent = path.getParent();
      return resolveParent && parent != null ? parent : path;
    }

    /** The base name. */
    String name() {
      String normal = PathText.normalForm(hostFile.toString());
      return normal.substring(normal.lastIndexOf('/') + 1);
    }
  }

  private final Metadata metadata;
  private final Path workingDirectory;
  private final List<Input> inputs = new ArrayList<>();
  private final List<String> seenPaths = new ArrayList<>();
  private final Map<String, Boolean> optionalByOutput = new LinkedHashMap<>();
  private final Map<OutputPattern, Boolean> optionalByPattern = new LinkedHashMap<>();
  private Optional<Map<String, ?>> declaredParams = Optional.empty();
  private Optional<Map<String, ?>> params = Optional.empty();
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
   * @param mutable whether the tool may write to it
   * @return the input
   * @throws InvalidInputException if it has no parent that could be the input
   * @throws IllegalStateException if the key was made already
   */
  public Input input(Path hostFile, boolean resolveParent, boolean mutable) {
    requireOpen("an input (" + hostFile + ")");
    Path normal = hostFile.getFileSystem().getPath(PathText.normalForm(hostFile.toString()));
    Path absolute = normal.isAbsolute() ? normal : workingDirectory.resolve(normal.toString());
    if (resolveParent && (normal.endsWith("..") || absolute.getParent() == null)) {
      throw new InvalidInputException(
          "the input " + hostFile + " has no parent directory to mount; name a file in it");
    }
    return new Input(hostFile, absolute, resolveParent, mutable);
  }

  /**
   * Adds an input.
   *
   * @param input the input
   * @param seenPath the path by which the tool sees it
   */
  public void add(Input input, String seenPath) {
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

  /**
   * Adds an output by its normalised name. An output that is declared required once stays required.
   */
  void output(String name, boolean optional) {
    optionalByOutput.merge(name, optional, Boolean::logicalAnd);
  }

  /** Adds a pattern that outputs match. A pattern that is declared required once stays required. */
  void outputPattern(OutputPattern pattern, boolean optional) {
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
  Set<OutputPattern> patterns() {
    return optionalByPattern.keySet();
  }

  /** The patterns of which each must match something that the tool made. */
  List<OutputPattern> requiredPatterns() {
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
    boolean same = true;
    for (int i = 0; i < inputs.size(); i++) {
      Input input = inputs.get(i);
      String seen = execution.inputFile(input.path(), input.resolveParent(), input.mutable());
      same &= seen.equals(seenPaths.get(i));
    }
    return same;
  }
}
