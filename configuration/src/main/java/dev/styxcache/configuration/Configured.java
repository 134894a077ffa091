package dev.styxcache.configuration;

import java.util.List;

/**
 * A value and where it came from.
 *
 * @param value a text, a truth value, a list of texts, or a map of texts
 * @param origin for people, such as {@code /home/me/styxcache.toml:3} or {@code default}
 */
public record Configured(Object value, String origin) {

  /** Copies a list. */
  public Configured {
    if (value instanceof List<?> list) {
      value = List.copyOf(list);
    }
  }
}
