package dev.styxcache.domain.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.Predicate;

/**
 * The shortest decimal that reads back to a given floating point number, and of several such the
 * nearest: what Python's {@code repr} prints. {@link Double#toString} is not always shortest before
 * Java 19, and keeps two digits where one would do ({@code 4.9E-324}) even after.
 */
final class ShortestDecimal {

  /** No double needs more significant digits than this to be told from its neighbours. */
  private static final int MOST_DIGITS = 17;

  private ShortestDecimal() {}

  /**
   * Two decimals with so many digits never read as one double, nor with so many as one float,
   * unless it is subnormal: one that short which reads back is the shortest.
   */
  private static final int UNIQUE_DIGITS_OF_DOUBLE = 15;

  private static final int UNIQUE_DIGITS_OF_FLOAT = 6;

  /** For a finite number other than zero. */
  static BigDecimal of(double number) {
    BigDecimal printed = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    if (printed.precision() <= UNIQUE_DIGITS_OF_DOUBLE && Math.abs(number) >= Double.MIN_NORMAL) {
      return printed;
    }
    return search(new BigDecimal(number), decimal -> decimal.doubleValue() == number);
  }

  /** For a finite number other than zero. */
  static BigDecimal of(float number) {
    BigDecimal printed = new BigDecimal(Float.toString(number)).stripTrailingZeros();
    if (printed.precision() <= UNIQUE_DIGITS_OF_FLOAT && Math.abs(number) >= Float.MIN_NORMAL) {
      return printed;
    }
    return search(new BigDecimal(number), decimal -> decimal.floatValue() == number);
  }

  /**
   * Both neighbours with so many digits are tried, not only the nearer: below a power of two the
   * numbers lie twice as close, so that the nearer neighbour may belong to another number while the
   * farther one still reads back.
   */
  private static BigDecimal search(BigDecimal exact, Predicate<BigDecimal> readsBack) {
    for (int digits = 1; digits < MOST_DIGITS; digits++) {
      BigDecimal below = exact.round(new MathContext(digits, RoundingMode.DOWN));
      BigDecimal above = exact.round(new MathContext(digits, RoundingMode.UP));
      boolean belowReadsBack = readsBack.test(below);
      boolean aboveReadsBack = readsBack.test(above);
      if (belowReadsBack && aboveReadsBack) {
        return exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      }
      if (belowReadsBack || aboveReadsBack) {
        return belowReadsBack ? below : above;
      }
    }
    return exact.round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN));
  }
}
