package dev.styxcache.tools;

import java.nio.file.Path;
import java.util.List;

/** What a run has made under the name of an output. */
public sealed interface Made {

  /** Nothing: the tool did not make it, or the parameters do not ask for it. */
  record Absent() implements Made {}

  /**
   * A file or directory, or the changed copy of a mutable input.
   *
   * @param path where it is
   */
  record File(Path path) implements Made {}

  /**
   * Several outputs of one name: one for each entry of a list, or all that match a pattern.
   *
   * @param items what was made, in the order of the list or sorted
   */
  record Several(List<Made> items) implements Made {
    /** Copies the items. */
    public Several {
      items = List.copyOf(items);
    }
  }

  /**
   * The lines that the tool wrote to a standard stream.
   *
   * @param lines the lines without their ends
   */
  record Lines(List<String> lines) implements Made {
    /** Copies the lines. */
    public Lines {
      lines = List.copyOf(lines);
    }
  }
}
