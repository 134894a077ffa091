package dev.styxcache.configuration;

/** The type of a setting's value. */
enum Kind {
  /** Any text. */
  TEXT("a text in quotes"),
  /** A text that is not empty. */
  NAME("a text in quotes"),
  /** One of a few texts. */
  CHOICE("a text in quotes"),
  /** The path of a directory. */
  DIRECTORY("a path in quotes"),
  /** A list of paths. */
  DIRECTORIES("a list of paths, such as [\"/opt/fsl\"]"),
  /** Yes or no. */
  FLAG("true or false"),
  /** A number of seconds. */
  SECONDS("a whole number of seconds from 0 to 86400, such as 10", 0, 86_400),
  /** A number of seconds, at least 1: nothing answers in no time. */
  TIMEOUT("a whole number of seconds from 1 to 86400, such as 10", 1, 86_400),
  /** A number of days. */
  DAYS("a whole number of days from 0 to 3650, such as 90", 0, 3650),
  /** A number of concurrent requests. */
  PARALLEL("a whole number from 1 to 256, such as 16", 1, 256),
  /** The name of a bucket. */
  BUCKET("the name of a bucket in quotes, such as \"lab-cache\""),
  /** What names in a bucket begin with. */
  PREFIX("a text in quotes, such as \"styx/\""),
  /** The address of a server. */
  ENDPOINT("an address in quotes, such as \"https://s3.example.org:9000\""),
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
  private final long least;
  private final long most;

  Kind(String description) {
    this(description, 0, -1);
  }

  Kind(String description, long least, long most) {
    this.description = description;
    this.least = least;
    this.most = most;
  }

  /** What a value of this kind looks like, for people. */
  String description() {
    return description;
  }

  boolean isNumber() {
    return most >= least;
  }

  /** Of a number: whether it is neither too small nor too large. */
  boolean includes(long number) {
    return number >= least && number <= most;
  }

  boolean isList() {
    return this == TEXTS || this == DIRECTORIES || this == VARIABLE_NAMES || this == TOOLS;
  }

  boolean isMap() {
    return this == TEXT_MAP || this == VARIABLES;
  }
}
