package dev.styxcache.tools.model;

import dev.styxcache.domain.json.Json;
import java.util.List;

/** A truth value computed from parameters: the test of a conditional path of Boutiques. */
public sealed interface ParameterTest {

  /** How two values are compared. */
  enum Comparison {
    /** Both are the same. */
    EQUAL,
    /** They differ. */
    UNEQUAL,
    /** The first is less. */
    LESS,
    /** The first is less, or they are the same. */
    AT_MOST,
    /** The first is greater. */
    GREATER,
    /** The first is greater, or they are the same. */
    AT_LEAST
  }

  /** One side of a comparison. */
  sealed interface Operand {

    /**
     * A parameter.
     *
     * @param source where it is
     */
    record Parameter(Access source) implements Operand {}

    /**
     * A constant.
     *
     * @param value its value
     */
    record Constant(Json value) implements Operand {}
  }

  /**
   * Every one holds.
   *
   * @param tests the tests
   */
  record All(List<ParameterTest> tests) implements ParameterTest {
    /** Copies the tests. */
    public All {
      tests = List.copyOf(tests);
    }
  }

  /**
   * At least one holds.
   *
   * @param tests the tests
   */
  record Any(List<ParameterTest> tests) implements ParameterTest {
    /** Copies the tests. */
    public Any {
      tests = List.copyOf(tests);
    }
  }

  /**
   * One does not hold.
   *
   * @param test the test
   */
  record Not(ParameterTest test) implements ParameterTest {}

  /**
   * A parameter is given, and is neither false, zero nor empty.
   *
   * @param operand the parameter
   */
  record IsTrue(Operand operand) implements ParameterTest {}

  /**
   * Two values compare in a given way. A parameter that is not given compares as false, except that
   * it is unequal to everything.
   *
   * @param left the first
   * @param comparison how
   * @param right the second
   */
  record Compare(Operand left, Comparison comparison, Operand right) implements ParameterTest {}
}
