package dev.styxcache.domain.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalNumbersTest {

  private static final long SEED = 314159;

  private static String text(double number) {
    return CanonicalJson.write(new Json.Real(number));
  }

  /** What Python 3.11 prints. */
  @ParameterizedTest
  @CsvSource({
    "0.0, 0.0",
    "-0.0, -0.0",
    "1, 1.0",
    "-1, -1.0",
    "100, 100.0",
    "0.1, 0.1",
    "0.30000000000000004, 0.30000000000000004",
    "0.0001, 0.0001",
    "0.00012345, 0.00012345",
    "0.00001, 1e-05",
    "0.000015, 1.5e-05",
    "1e15, 1000000000000000.0",
    "1234567890123456.7, 1234567890123456.8",
    "9999999999999998, 9999999999999998.0",
    "1e16, 1e+16",
    "12345678901234568, 1.2345678901234568e+16",
    "9007199254740993, 9007199254740992.0",
    "1e22, 1e+22",
    "1e23, 1e+23",
    "9.999999999999997e22, 9.999999999999997e+22",
    "2e-323, 2e-323",
    "2E-323, 2e-323",
    "4.9e-324, 5e-324",
    "1.5e-323, 1.5e-323",
    "2.2250738585072014E-308, 2.2250738585072014e-308",
    "2.225073858507201e-308, 2.225073858507201e-308",
    "1.7976931348623157E308, 1.7976931348623157e+308",
    "0.0020000000000000005, 0.0020000000000000005",
    "2.2E-322, 2.2e-322",
    "2.0E-3, 0.002",
    "1.0E23, 1e+23",
    "8.41E21, 8.41e+21",
    "2.0E-44, 2e-44",
    "5.684341886080801486968994140625E-14, 5.684341886080802e-14",
    "1e100, 1e+100",
    "1e-100, 1e-100",
    "NaN, NaN",
    "Infinity, Infinity",
    "-Infinity, -Infinity",
  })
  void number_isWrittenAsPythonDoes(String number, String expected) {
    assertThat(text(Double.parseDouble(number))).isEqualTo(expected);
  }

  @Test
  void powersOfTwo_readBack() {
    assertThat(text(Math.scalb(1.0, -44))).isEqualTo("5.684341886080802e-14");
    for (int exponent = -1074; exponent <= 1023; exponent += 3) {
      double power = Math.scalb(1.0, exponent);
      assertShortest(power);
      assertShortest(Math.nextUp(power));
      assertShortest(Math.nextDown(power));
    }
  }

  @Test
  void numbersAtRandom_readBackAndAreShortest() {
    System.out.println("CanonicalNumbersTest: seed " + SEED);
    Random random = new Random(SEED);
    for (int i = 0; i < 2_000; i++) {
      double number = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(number)) {
        assertShortest(number);
      }
      assertShortest(random.nextInt(1_000_000) / 1000.0);
    }
  }

  /**
   * Nothing with one digit less reads back, which is tried without the code under test: of the
   * numbers with so many digits only the neighbours of the exact value can.
   */
  private static void assertShortest(double number) {
    String text = text(number);
    assertThat(Double.doubleToRawLongBits(Double.parseDouble(text)))
        .as(text)
        .isEqualTo(Double.doubleToRawLongBits(number));
    if (number == 0) {
      return;
    }
    BigDecimal shortest = new BigDecimal(text).stripTrailingZeros();
    BigDecimal exact = new BigDecimal(number);
    if (shortest.precision() > 1) {
      BigDecimal step =
          BigDecimal.ONE.scaleByPowerOfTen(
              exact.precision() - exact.scale() - (shortest.precision() - 1));
      BigDecimal toZero = exact.subtract(exact.remainder(step));
      BigDecimal fromZero = toZero.add(number > 0 ? step : step.negate());
      assertThat(Double.parseDouble(toZero.toString())).as(text).isNotEqualTo(number);
      assertThat(Double.parseDouble(fromZero.toString())).as(text).isNotEqualTo(number);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, 0.1",
    "1e-45, 1e-45",
    "3.4028235E38, 3.4028235e+38",
    "16777216, 16777216.0",
    "0.3, 0.3",
    "1e10, 10000000000.0",
    "-2.5, -2.5",
  })
  void float_isTheDoubleOfItsShortestDecimal(String number, String expected) {
    assertThat(text(CanonicalJson.widen(Float.parseFloat(number)))).isEqualTo(expected);
  }

  @Test
  void floatsAtRandom_readBackAsTheSameFloat() {
    Random random = new Random(SEED);
    for (int i = 0; i < 2_000; i++) {
      float number = Float.intBitsToFloat(random.nextInt());
      if (Float.isFinite(number)) {
        String text = text(CanonicalJson.widen(number));
        assertThat(Float.parseFloat(text)).as(text).isEqualTo(number);
        assertThat(new BigDecimal(text).stripTrailingZeros().precision())
            .as(text)
            .isLessThanOrEqualTo(9);
      }
    }
  }
}
