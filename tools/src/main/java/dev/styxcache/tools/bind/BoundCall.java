package dev.styxcache.tools.bind;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A call of a tool, ready to run.
 *
 * @param arguments the argument vector, the executable first
 * @param inputs every use of an input file, in the order of the arguments
 * @param outputPaths every declared output, in the order of declaration; the first is the output
 *     directory
 * @param outputs what the call yields, by name
 */
public record BoundCall(
    List<String> arguments,
    List<BoundInput> inputs,
    List<String> outputPaths,
    Map<String, OutputValue> outputs) {

  /** Copies the collections; the outputs keep their order. */
  public BoundCall {
    arguments = List.copyOf(arguments);
    inputs = List.copyOf(inputs);
    outputPaths = List.copyOf(outputPaths);
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
  }
}
