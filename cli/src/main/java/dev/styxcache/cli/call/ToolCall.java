package dev.styxcache.cli.call;

import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.policy.HitPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A call of a tool.
 *
 * @param metadata the tool
 * @param workingDirectory where relative paths of inputs start, absolute
 * @param inputs the inputs in the order of declaration
 * @param params the parameters; nothing where there are none at all, which is another key than an
 *     empty map
 * @param command the command; may be empty where only the key is asked for
 * @param outputs the outputs in the order of declaration
 * @param missingOutputs what a required output is that the tool does not make
 * @param executableInKey whether the content of the executable is part of the key, where a runner
 *     uses executables of this machine
 * @param overrides what stands in for the configuration
 */
public record ToolCall(
    Metadata metadata,
    Path workingDirectory,
    List<CallInput> inputs,
    Optional<Map<String, ?>> params,
    List<Argument> command,
    List<CallOutput> outputs,
    HitPolicy missingOutputs,
    boolean executableInKey,
    KeyOverrides overrides) {

  /** Copies the lists. */
  public ToolCall {
    inputs = List.copyOf(inputs);
    command = List.copyOf(command);
    outputs = List.copyOf(outputs);
  }
}
