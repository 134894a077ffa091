package dev.styxcache.application.run;

import dev.styxcache.application.api.Execution;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a caller has declared, to declare it once more where a run must be repeated past the cache.
 */
final class DeclaredCalls {

  private record Input(Path hostFile, boolean resolveParent, boolean mutable, String seen) {}

  private final List<Input> inputs = new ArrayList<>();
  private Optional<Map<String, ?>> params = Optional.empty();

  void input(Path hostFile, boolean resolveParent, boolean mutable, String seen) {
    inputs.add(new Input(hostFile, resolveParent, mutable, seen));
  }

  void params(Map<String, ?> values) {
    params = Optional.of(values);
  }

  /**
   * Declares everything to another execution of the same tool.
   *
   * @return whether it sees the inputs by the same paths, so that the same command means the same
   */
  boolean repeatTo(Execution execution) {
    params.ifPresent(execution::params);
    boolean same = true;
    for (Input input : inputs) {
      String seen = execution.inputFile(input.hostFile(), input.resolveParent(), input.mutable());
      same &= seen.equals(input.seen());
    }
    return same;
  }
}
