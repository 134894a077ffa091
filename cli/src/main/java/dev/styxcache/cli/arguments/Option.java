package dev.styxcache.cli.arguments;

import java.util.List;

/**
 * An option of a command. Each is a constant and equal to itself only; it is no record, since those
 * compare by method handles, which take long to make at each start.
 */
public final class Option {

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
   * An option that has a value and may be given once.
   *
   * @param label what stands for the value in the help
   * @param description for the help
   * @param names its names, the long one last
   * @return the option
   */
  public static Option single(String label, String description, String... names) {
    return new Option(List.of(names), label, false, description);
  }

  /**
   * An option that has a value and may be given any number of times.
   *
   * @param label what stands for the value in the help
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
   * @return short ones first, the long one last
   */
  public List<String> names() {
    return names;
  }

  /**
   * What stands for its value in the help.
   *
   * @return the label; empty for a flag
   */
  public String label() {
    return label;
  }

  /**
   * Whether it may be given more than once.
   *
   * @return whether it may
   */
  public boolean repeatable() {
    return repeatable;
  }

  /**
   * What the help says of it.
   *
   * @return the description
   */
  public String description() {
    return description;
  }

  /**
   * Whether a value follows it.
   *
   * @return false for a flag
   */
  public boolean takesValue() {
    return !label.isEmpty();
  }

  /**
   * The name by which messages speak of it.
   *
   * @return the long name
   */
  public String longName() {
    return names.get(names.size() - 1);
  }
}
