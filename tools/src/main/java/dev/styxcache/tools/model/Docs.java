package dev.styxcache.tools.model;

import java.util.Optional;

/**
 * What a descriptor says about a parameter or an output.
 *
 * @param title a few words
 * @param description a sentence or more
 */
public record Docs(Optional<String> title, Optional<String> description) {

  /** Nothing is said. */
  public static final Docs NONE = new Docs(Optional.empty(), Optional.empty());

  /**
   * These docs, and another's where these say nothing.
   *
   * @param other what to fall back on
   * @return the union of both
   */
  public Docs or(Docs other) {
    return new Docs(title.or(other::title), description.or(other::description));
  }

  /**
   * Whether nothing is said.
   *
   * @return true if there is neither title nor description
   */
  public boolean isEmpty() {
    return title.isEmpty() && description.isEmpty();
  }

  /**
   * The longest text there is.
   *
   * @return the description, or else the title, or else nothing
   */
  public String text() {
    return description.or(() -> title).orElse("");
  }
}
