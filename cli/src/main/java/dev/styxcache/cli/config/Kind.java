package dev.styxcache.cli.config;

/** What kind of value a setting has. */
enum Kind {
  /** Any text. */
  TEXT("a text in quotes"),
  /** A text that is not empty. */
  NAME("a text in quotes"),
  /** One of a few texts. */
  CHOICE("a text in quotes"),
  /** The path of a directory. */
  DIRECTORY("a path in quotes"),
  /** Yes or no. */
  FLAG("true or false"),
  /** A number of seconds. */
  SECONDS("a whole number of seconds from 0 to 86400, such as 10"),
  /** A list of texts. */
  TEXTS("a list of texts, such as [\"a\", \"b\"]"),
  /** A list of names of variables. */
  VARIABLE_NAMES("a list of names, such as [\"OMP_NUM_THREADS\"]"),
  /** A list of tools. */
  TOOLS("a list of tools, such as [\"ants/PrintHeader\"]"),
  /** Texts by name. */
  TEXT_MAP("a table of texts, such as { a = \"b\" }"),
  /** Variables with their values. */
  VARIABLES("a table of texts, such as { OMP_NUM_THREADS = \"4\" }");

  private final String description;

  Kind(String description) {
    this.description = description;
  }

  /** What a value of this kind looks like, for people. */
  String description() {
    return description;
  }

  boolean isList() {
    return this == TEXTS || this == VARIABLE_NAMES || this == TOOLS;
  }

  boolean isMap() {
    return this == TEXT_MAP || this == VARIABLES;
  }
}
