package dev.styxcache.tools.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file or directory that a tool makes.
 *
 * @param name its name in the outputs of a call
 * @param conditions when it is made, outermost first
 * @param paths what its path is: the first whose test holds
 * @param kind what is at the path
 * @param optional whether the descriptor says that the tool may not make it. Whatever it says, an
 *     output that is not there after a run is absent and not an error.
 * @param docs what the descriptor says about it
 */
public record ToolOutput(
    String name,
    List<Condition> conditions,
    List<PathRule> paths,
    Kind kind,
    boolean optional,
    Docs docs) {

  /** The name of the output directory, which every call has as an output. */
  public static final String ROOT = "root";

  /** What is at the path of an output. */
  public enum Kind {
    /** One file or directory. */
    FILE,
    /** All files that match a path with wildcards. */
    MATCHES,
    /** The copy of a mutable input. */
    MUTABLE_COPY
  }

  /**
   * A path, and when it is the one.
   *
   * @param test a condition on the parameters, or null for always
   * @param tokens the parts of the path
   */
  public record PathRule(@Nullable ParameterTest test, List<PathToken> tokens) {
    /** Copies the tokens. */
    public PathRule {
      tokens = List.copyOf(tokens);
    }
  }

  /** Copies the lists. */
  public ToolOutput {
    conditions = List.copyOf(conditions);
    paths = List.copyOf(paths);
  }

  /**
   * Whether a call may have several paths for it.
   *
   * @return true if it is made once for each entry of a list
   */
  public boolean repeated() {
    return conditions.stream().anyMatch(Condition.PerEntry.class::isInstance);
  }
}
