package dev.styxcache.adapter.s3.bucket;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads typed options and reports those that are unknown. */
final class OptionReader {

  private final Map<String, Object> left;

  OptionReader(Map<String, Object> options) {
    this.left = new TreeMap<>(options);
  }

  Optional<String> text(String name) {
    Object value = left.remove(name);
    if (value == null || value.equals("")) {
      return Optional.empty();
    } else if (value instanceof String text) {
      return Optional.of(text);
    }
    throw new IllegalArgumentException("store.s3." + name + " must be a text");
  }

  boolean flag(String name, boolean otherwise) {
    Object value = left.remove(name);
    if (value == null) {
      return otherwise;
    } else if (value instanceof Boolean flag) {
      return flag;
    }
    throw new IllegalArgumentException("store.s3." + name + " must be true or false");
  }

  long number(String name, long otherwise, long least, long most) {
    Object value = left.remove(name);
    if (value == null) {
      return otherwise;
    } else if (value instanceof Number number
        && number.longValue() >= least
        && number.longValue() <= most) {
      return number.longValue();
    }
    throw new IllegalArgumentException(
        "store.s3." + name + " must be an integer from " + least + " to " + most);
  }

  void requireAllKnown() {
    if (!left.isEmpty()) {
      throw new IllegalArgumentException(
          "the store of type s3 has no setting " + left.keySet().iterator().next());
    }
  }
}
