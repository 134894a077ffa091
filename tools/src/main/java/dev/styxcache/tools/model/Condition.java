package dev.styxcache.tools.model;

/**
 * A condition of an output: it is made only if the condition holds, or once for each entry of a
 * list.
 */
public sealed interface Condition {

  /**
   * A value is there.
   *
   * @param source where it is
   */
  record Present(Access source) implements Condition {}

  /**
   * A flag is set, or a count is not zero.
   *
   * @param source where it is
   */
  record Set(Access source) implements Condition {}

  /**
   * An object of a union is the one with a tag.
   *
   * @param source where it is
   * @param tag the {@code @type}
   */
  record Chosen(Access source, String tag) implements Condition {}

  /**
   * Once for each entry of a list.
   *
   * @param source the list
   * @param loop number of the loop, by which paths refer to the current entry
   */
  record PerEntry(Access source, int loop) implements Condition {}
}
