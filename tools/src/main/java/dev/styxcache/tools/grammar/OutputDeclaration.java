package dev.styxcache.tools.grammar;

import dev.styxcache.tools.model.Docs;
import dev.styxcache.tools.model.ParameterTest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An output as a descriptor declares it. References are by the names of parameters.
 *
 * @param name its name
 * @param rules its paths: the first whose test holds
 * @param matches whether the path has wildcards and stands for all files that match
 * @param optional whether the descriptor says that the tool may not make it
 * @param docs what is said about it
 */
public record OutputDeclaration(
    String name, List<Rule> rules, boolean matches, boolean optional, Docs docs) {

  /** Copies the rules. */
  public OutputDeclaration {
    rules = List.copyOf(rules);
  }

  /**
   * An output whose path is the value of a parameter of the same name.
   *
   * @param name name of both
   * @param docs what is said about it
   * @return the declaration
   */
  public static OutputDeclaration atParameter(String name, Docs docs) {
    Part.Reference reference = new Part.Reference(name, List.of(), null);
    return new OutputDeclaration(
        name, List.of(new Rule(null, List.of(reference))), false, false, docs);
  }

  /**
   * A path, and when it is the one.
   *
   * @param test the test, whose parameters are named by accesses from the root, or null
   * @param parts the parts of the path
   */
  public record Rule(@Nullable ParameterTest test, List<Part> parts) {
    /** Copies the parts. */
    public Rule {
      parts = List.copyOf(parts);
    }
  }

  /** A part of a path. */
  public sealed interface Part {

    /**
     * A fixed text.
     *
     * @param text the text
     */
    record Literal(String text) implements Part {}

    /**
     * The text of a parameter.
     *
     * @param parameter its name
     * @param stripped extensions to remove
     * @param absent the text where it is not given, or null if it must be
     */
    record Reference(String parameter, List<String> stripped, @Nullable String absent)
        implements Part {
      /** Copies the extensions. */
      public Reference {
        stripped = List.copyOf(stripped);
      }
    }
  }
}
