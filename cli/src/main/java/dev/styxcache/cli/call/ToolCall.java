package dev.styxcache.cli.call;

import dev.styxcache.cli.failure.UsageException;
import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.policy.HitPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A call of a tool. An executable that is a mutable input is a {@link UsageException}: its copy
 * does not exist when the executable is looked for.
 *
 * @param metadata the tool
 * @param workingDirectory the absolute directory that relative paths of inputs start from
 * @param inputs the inputs in the order of declaration
 * @param params the parameters; empty if there are none, which gives another key than an empty map
 * @param command the command; may be empty if only the key is made
 * @param outputs the outputs in the order of declaration
 * @param missingOutputs whether an entry may lack a required output that the tool did not make
 * @param executableParameter the parameter that has the digest of the executable's content, for
 *     runners that use executables of this machine; empty if that is not part of the key
 * @param inputNames whether the names of inputs are part of the key, whatever the policy says
 * @param overrides the parts of the key that a request sets
 */
public record ToolCall(
    Metadata metadata,
    Path workingDirectory,
    List<CallInput> inputs,
    Optional<Map<String, ?>> params,
    List<Argument> command,
    List<CallOutput> outputs,
    HitPolicy missingOutputs,
    Optional<String> executableParameter,
    boolean inputNames,
    KeyOverrides overrides) {

  /** Copies the lists. */
  public ToolCall {
    inputs = List.copyOf(inputs);
    command = List.copyOf(command);
    outputs = List.copyOf(outputs);
    if (!command.isEmpty()
        && command.get(0).parts().get(0) instanceof Argument.InputPath first
        && inputs.get(first.index()).mutable()) {
      throw new UsageException(
          "the tool is the mutable input "
              + inputs.get(first.index()).path()
              + ", of which it would run a copy; declare it with -i (in a request, without"
              + " \"mutable\")");
    }
  }

  /**
   * The same call with other inputs, and the command that refers to them.
   *
   * @param otherInputs the inputs
   * @param otherParams the parameters
   * @param otherCommand the command
   * @return the call
   */
  public ToolCall with(
      List<CallInput> otherInputs, Map<String, ?> otherParams, List<Argument> otherCommand) {
    return new ToolCall(
        metadata,
        workingDirectory,
        otherInputs,
        Optional.of(otherParams),
        otherCommand,
        outputs,
        missingOutputs,
        executableParameter,
        inputNames,
        overrides);
  }

  /**
   * Whether it is a command that the user wrote, rather than a request or a described tool, of
   * which more is known than its arguments.
   *
   * @return true if it was given behind options
   */
  public boolean isCommandLine() {
    return executableParameter.equals(Optional.of(OptionSyntax.EXECUTABLE));
  }
}
