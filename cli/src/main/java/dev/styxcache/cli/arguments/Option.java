package dev.styxcache.cli.arguments;

import java.util.List;

/**
 * An option of a command. Each is a constant, compared by identity. Not a record: the method
 * handles of a generated {@code equals} slow down each start.
 */
public final class Option {

  /** The help, of a command that writes its own; other commands have the usual one. */
  public static final Option HELP =
      flag("Show this help, or that of NAME, and exit.", "-h", "--help");

  private final List<String> names;
  private final String label;
  private final boolean repeatable;
  private final String description;

  private Option(List<String> names, String label, boolean repeatable, String description) {
    this.names = names;
    this.label = label;
    this.repeatable = repeatable;
    this.description = description;
  }

  /**
   * An option without a value.
   *
   * @param description for the help
   * @param names its names, the long one last
   * @return the option
   */
  public static Option flag(String description, String... names) {
    return new Option(List.of(names), "", false, description);
  }

  /**
   * An option with a value that may be given once.
   *
   * @param label the placeholder of the value in the help
   * @param description for the help
   * @param names its names, the long one last
   * @return the option
   */
  public static Option single(String label, String description, String... names) {
    return new Option(List.of(names), label, false, description);
  }

  /**
   * An option with a value that may be given any number of times.
   *
   * @param label the placeholder of the value in the help
   * @param description for the help
   * @param names its names, the long one last
   * @return the option
   */
  public static Option repeated(String label, String description, String... names) {
    return new Option(List.of(names), label, true, description);
  }

  /**
   * Its names.
   *
   * @return the short names first, the long one last
   */
  public List<String> names() {
    return names;
  }

  /**
   * The placeholder of its value in the help.
   *
   * @return the label; empty for a flag
   */
  public String label() {
    return label;
  }

  /**
   * Whether it may be given more than once.
   *
   * @return true if it may
   */
  public boolean repeatable() {
    return repeatable;
  }

  /**
   * Its text in the help.
   *
   * @return the description
   */
  public String description() {
    return description;
  }

  /**
   * Whether it has a value.
   *
   * @return false for a flag
   */
  public boolean takesValue() {
    return !label.isEmpty();
  }

  /**
   * The name used in messages.
   *
   * @return the long name
   */
  public String longName() {
    return names.get(names.size() - 1);
  }
}
