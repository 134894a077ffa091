package dev.styxcache.application.run;

import dev.styxcache.application.api.Execution;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The outputs that a caller has asked for, in normal form and in the order of asking. */
final class RequestedOutputs {

  private final Map<String, Boolean> optionalByName = new LinkedHashMap<>();

  /** An output that is asked for as optional and as required is required. */
  void add(String name, boolean optional) {
    optionalByName.merge(name, optional, Boolean::logicalAnd);
  }

  Set<String> names() {
    return optionalByName.keySet();
  }

  List<String> required() {
    return optionalByName.entrySet().stream()
        .filter(output -> !output.getValue())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Asks a base runner's execution for the same outputs. */
  void declareTo(Execution execution) {
    optionalByName.forEach(execution::outputFile);
  }
}
