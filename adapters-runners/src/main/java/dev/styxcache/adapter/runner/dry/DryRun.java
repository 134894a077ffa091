package dev.styxcache.adapter.runner.dry;

import dev.styxcache.domain.Metadata;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A run that a dry runner recorded.
 *
 * @param metadata the tool
 * @param params its parameters, empty where none were declared; values may be null, and are not
 *     copied
 * @param inputs its inputs, in the order of declaration
 * @param outputs its outputs, in the order of declaration
 * @param command its arguments
 */
public record DryRun(
    Metadata metadata,
    Map<String, ?> params,
    List<Input> inputs,
    List<Output> outputs,
    List<String> command) {

  /** Copies the collections. */
  public DryRun {
    // Not Map.copyOf, which takes no null, and keeps no order.
    params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    command = List.copyOf(command);
  }

  /**
   * An input.
   *
   * @param hostFile the path as it was given
   * @param resolveParent whether the tool needs to see the whole parent directory
   * @param mutable whether a run would copy it for the tool to write to
   */
  public record Input(Path hostFile, boolean resolveParent, boolean mutable) {}

  /**
   * An output.
   *
   * @param localFile the name as it was given
   * @param optional whether the tool may come to an end without making it
   */
  public record Output(String localFile, boolean optional) {}
}
