package dev.styxcache.domain.json;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON value. Immutable, so safe for use by many threads.
 *
 * <p>Integers and floating point are told apart as in Python: {@code 1} and {@code 1.0} are
 * different values with different texts, and so make different keys.
 */
public sealed interface Json {

  /** The value {@code null}. */
  record Null() implements Json {}

  /**
   * A truth value.
   *
   * @param value which one
   */
  record Bool(boolean value) implements Json {}

  /**
   * An integer of any size.
   *
   * @param value the integer
   */
  record Int(BigInteger value) implements Json {}

  /**
   * A number in floating point; infinities and NaN included, as Python writes them.
   *
   * @param value the number
   */
  record Real(double value) implements Json {}

  /**
   * A text.
   *
   * @param value any sequence of UTF-16 units, lone surrogates included
   */
  record Text(String value) implements Json {}

  /**
   * An array.
   *
   * @param items its items in order
   */
  record Arr(List<Json> items) implements Json {
    /** Copies the items. */
    public Arr {
      items = List.copyOf(items);
    }
  }

  /**
   * An object. Two objects with the same members in another order are equal.
   *
   * @param members its members, by name
   */
  record Obj(Map<String, Json> members) implements Json {
    /** Copies the members. */
    public Obj {
      members = Map.copyOf(members);
    }
  }

  /** The value {@code null}. */
  Json NULL = new Null();

  /**
   * A text value.
   *
   * @param value the text
   * @return the value
   */
  static Json text(String value) {
    return new Text(value);
  }

  /**
   * An integer value.
   *
   * @param value the integer
   * @return the value
   */
  static Json integer(long value) {
    return new Int(BigInteger.valueOf(value));
  }

  /**
   * A truth value.
   *
   * @param value which one
   * @return the value
   */
  static Json bool(boolean value) {
    return new Bool(value);
  }

  /**
   * An array of texts.
   *
   * @param values the texts in order
   * @return the array
   */
  static Json texts(Iterable<String> values) {
    List<Json> items = new ArrayList<>();
    values.forEach(value -> items.add(text(value)));
    return new Arr(items);
  }

  /**
   * An object of texts.
   *
   * @param values the texts by name
   * @return the object
   */
  static Json textMap(Map<String, String> values) {
    Map<String, Json> members = new LinkedHashMap<>();
    values.forEach((name, value) -> members.put(name, text(value)));
    return new Obj(members);
  }
}
