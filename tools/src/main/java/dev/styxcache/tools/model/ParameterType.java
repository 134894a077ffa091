package dev.styxcache.tools.model;

import dev.styxcache.domain.json.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The type of a parameter: which JSON values it takes. Immutable. */
public sealed interface ParameterType {

  /** Any text. */
  record Text() implements ParameterType {}

  /**
   * A whole number.
   *
   * @param range the values it may have
   */
  record Whole(Range range) implements ParameterType {}

  /**
   * A number, whole or in floating point.
   *
   * @param range the values it may have
   */
  record Decimal(Range range) implements ParameterType {}

  /**
   * A path of a file or directory that the tool reads.
   *
   * @param resolveParent whether the tool also reads what lies beside it
   * @param mutable whether the tool changes it, so that it gets a copy
   */
  record File(boolean resolveParent, boolean mutable) implements ParameterType {}

  /** {@code true} or {@code false}: an option without a value, or a choice between two values. */
  record Flag() implements ParameterType {}

  /** How often an option without a value is repeated: a whole number, zero or more. */
  record Count() implements ParameterType {}

  /**
   * One of a few values.
   *
   * @param values the texts and whole numbers to choose from
   */
  record Choice(List<Json> values) implements ParameterType {
    /** Copies the values. */
    public Choice {
      values = List.copyOf(values);
    }
  }

  /**
   * A list.
   *
   * @param item the type of each entry
   * @param min the least number of entries, or null
   * @param max the greatest number of entries, or null
   */
  record ListOf(ParameterType item, @Nullable Integer min, @Nullable Integer max)
      implements ParameterType {}

  /**
   * An object with named members.
   *
   * @param fields its members, in the order of the command line
   */
  record Struct(List<Parameter> fields) implements ParameterType {
    /** Copies the fields. */
    public Struct {
      fields = List.copyOf(fields);
    }

    /**
     * Finds a member.
     *
     * @param name its name
     * @return the member, if there is one
     */
    public Optional<Parameter> field(String name) {
      return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }
  }

  /**
   * One of several objects, told apart by their {@code @type}, or one of a few plain values.
   *
   * @param arms the objects
   * @param values the plain values beside them, mostly none
   */
  record Union(List<Arm> arms, List<Json> values) implements ParameterType {
    /** Copies the lists. */
    public Union {
      arms = List.copyOf(arms);
      values = List.copyOf(values);
    }
  }

  /**
   * One object of a union.
   *
   * @param tag its {@code @type}
   * @param struct its members
   */
  record Arm(String tag, Struct struct) {}

  /**
   * Bounds of a number. A null bound is no bound.
   *
   * @param min the lower bound
   * @param minExcluded whether the lower bound itself is not allowed
   * @param max the upper bound
   * @param maxExcluded whether the upper bound itself is not allowed
   */
  record Range(
      @Nullable BigDecimal min,
      boolean minExcluded,
      @Nullable BigDecimal max,
      boolean maxExcluded) {

    private static final int MOST_ZEROS = 12;

    /** Every number. */
    public static final Range ANY = new Range(null, false, null, false);

    /**
     * Whether a whole number is within the bounds.
     *
     * @param number the number
     * @return true if it is
     */
    public boolean contains(BigInteger number) {
      return contains(new BigDecimal(number));
    }

    /**
     * Whether a number is within the bounds.
     *
     * @param number the number
     * @return true if it is
     */
    public boolean contains(BigDecimal number) {
      boolean above = min == null || number.compareTo(min) >= (minExcluded ? 1 : 0);
      boolean below = max == null || number.compareTo(max) <= (maxExcluded ? -1 : 0);
      return above && below;
    }

    /**
     * The bounds in words.
     *
     * @return for example {@code at least 0 and less than 1}; empty without bounds
     */
    public String text() {
      String lower = min == null ? "" : (minExcluded ? "greater than " : "at least ") + plain(min);
      String upper = max == null ? "" : (maxExcluded ? "less than " : "at most ") + plain(max);
      return lower + (lower.isEmpty() || upper.isEmpty() ? "" : " and ") + upper;
    }

    /** Without an exponent, unless there would be many zeros. */
    private static String plain(BigDecimal bound) {
      BigDecimal stripped = bound.stripTrailingZeros();
      boolean many = Math.abs(stripped.scale()) > MOST_ZEROS;
      return many ? stripped.toString() : stripped.toPlainString();
    }
  }
}
