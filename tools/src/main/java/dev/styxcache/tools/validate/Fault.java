package dev.styxcache.tools.validate;

import java.util.Optional;

/**
 * What is wrong with one parameter.
 *
 * @param name the parameter; members of objects as in {@code outer.inner}, entries of lists as in
 *     {@code list[2]}
 * @param given what was given
 * @param allowed what is allowed
 * @param nearest the name or value that may have been meant
 */
public record Fault(String name, String given, String allowed, Optional<String> nearest) {

  /**
   * The fault in one line.
   *
   * @return the line
   */
  public String text() {
    return name
        + ": "
        + given
        + "; allowed: "
        + allowed
        + nearest.map(meant -> "; did you mean " + meant + "?").orElse("");
  }
}
