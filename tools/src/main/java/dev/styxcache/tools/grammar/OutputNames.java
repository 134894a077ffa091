package dev.styxcache.tools.grammar;

import java.util.Set;

/** The names that outputs have: those of the members of a Styx wrapper's outputs object. */
final class OutputNames {

  /** Python's keywords, which cannot be names of members there. */
  private static final Set<String> KEYWORDS =
      Set.of(
          "False",
          "None",
          "True",
          "and",
          "as",
          "assert",
          "async",
          "await",
          "break",
          "class",
          "continue",
          "def",
          "del",
          "elif",
          "else",
          "except",
          "finally",
          "for",
          "from",
          "global",
          "if",
          "import",
          "in",
          "is",
          "lambda",
          "nonlocal",
          "not",
          "or",
          "pass",
          "raise",
          "return",
          "try",
          "while",
          "with",
          "yield");

  private OutputNames() {}

  /**
   * The identifier for a name in a descriptor.
   *
   * @param name any text
   * @return letters, digits and underscores, not beginning with a digit
   */
  static String identifier(String name) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean allowed =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
      text.append(allowed ? c : '_');
    }
    if (text.isEmpty()) {
      text.append('_');
    } else if (Character.isDigit(text.charAt(0))) {
      text.insert(0, "v_");
    }
    return KEYWORDS.contains(text.toString()) ? text.append('_').toString() : text.toString();
  }
}
