package dev.styxcache.tools.bind;

import dev.styxcache.tools.model.StreamOutput;
import java.util.List;

/** What a call yields under the name of an output. Paths are relative to the output directory. */
public sealed interface OutputValue {

  /** With these parameters the output is not made. */
  record Absent() implements OutputValue {}

  /**
   * A file or directory.
   *
   * @param path where it will be
   */
  record Path(String path) implements OutputValue {}

  /**
   * All files that match a pattern.
   *
   * @param pattern a path with wildcards
   */
  record Matches(String pattern) implements OutputValue {}

  /**
   * The copy of a mutable input.
   *
   * @param hostPath the input
   */
  record MutableCopy(String hostPath) implements OutputValue {}

  /**
   * An output that is made for each entry of a list.
   *
   * @param values the outputs, in the order of the list
   */
  record Many(List<OutputValue> values) implements OutputValue {
    /** Copies the values. */
    public Many {
      values = List.copyOf(values);
    }
  }

  /**
   * The lines that a tool writes to a standard stream.
   *
   * @param stream which stream
   */
  record Lines(StreamOutput.Stream stream) implements OutputValue {}
}
