package dev.styxcache.tools.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of the path of an output. */
public sealed interface PathToken {

  /**
   * A fixed text.
   *
   * @param text the text
   */
  record Literal(String text) implements PathToken {}

  /**
   * The text of a parameter; of a file, the name without its folders.
   *
   * @param parameter name of the parameter, for messages
   * @param source where the value is
   * @param file whether the value is the path of an input
   * @param stripped extensions to remove from its end: the longest that fits, once
   * @param absent the text where there is no value, or null where that cannot be
   */
  record Reference(
      String parameter, Access source, boolean file, List<String> stripped, @Nullable String absent)
      implements PathToken {
    /** Copies the extensions. */
    public Reference {
      stripped = List.copyOf(stripped);
    }
  }
}
