package dev.styxcache.tools.bind;

import dev.styxcache.domain.json.Json;
import dev.styxcache.tools.model.ParameterTest;
import dev.styxcache.tools.model.ParameterTest.Operand;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Computes the tests of conditional paths. */
final class Tests {

  private Tests() {}

  static boolean holds(ParameterTest test, Scope scope) {
    if (test instanceof ParameterTest.All all) {
      return all.tests().stream().allMatch(one -> holds(one, scope));
    } else if (test instanceof ParameterTest.Any any) {
      return any.tests().stream().anyMatch(one -> holds(one, scope));
    } else if (test instanceof ParameterTest.Not not) {
      return !holds(not.test(), scope);
    } else if (test instanceof ParameterTest.IsTrue isTrue) {
      return isTrue(value(isTrue.operand(), scope));
    }
    return compares((ParameterTest.Compare) test, scope);
  }

  private static @Nullable Json value(Operand operand, Scope scope) {
    Json value =
        operand instanceof Operand.Constant constant
            ? constant.value()
            : scope.get(((Operand.Parameter) operand).source());
    return value instanceof Json.Null ? null : value;
  }

  private static boolean isTrue(@Nullable Json value) {
    if (value instanceof Json.Bool bool) {
      return bool.value();
    } else if (value instanceof Json.Text text) {
      return !text.value().isEmpty();
    } else if (value instanceof Json.Arr array) {
      return !array.items().isEmpty();
    } else if (value instanceof Json.Int number) {
      return !number.value().equals(BigInteger.ZERO);
    }
    return value instanceof Json.Real real ? real.value() != 0 : value != null;
  }

  private static boolean compares(ParameterTest.Compare compare, Scope scope) {
    Json left = value(compare.left(), scope);
    Json right = value(compare.right(), scope);
    boolean equal = equal(left, right);
    return switch (compare.comparison()) {
      case EQUAL -> equal;
      case UNEQUAL -> !equal;
      case LESS -> order(left, right) < 0;
      case AT_MOST -> equal || order(left, right) < 0;
      case GREATER -> order(right, left) < 0;
      case AT_LEAST -> equal || order(right, left) < 0;
    };
  }

  private static boolean equal(@Nullable Json left, @Nullable Json right) {
    BigDecimal a = number(left);
    BigDecimal b = number(right);
    if (a != null && b != null) {
      return a.compareTo(b) == 0;
    }
    return left == null ? right == null : left.equals(right);
  }

  /** Negative if the first is less; zero if it is not, or if both have no order. */
  private static int order(@Nullable Json left, @Nullable Json right) {
    BigDecimal a = number(left);
    BigDecimal b = number(right);
    if (a != null && b != null) {
      return a.compareTo(b);
    }
    return left instanceof Json.Text x && right instanceof Json.Text y
        ? x.value().compareTo(y.value())
        : 0;
  }

  private static @Nullable BigDecimal number(@Nullable Json value) {
    if (value instanceof Json.Int integer) {
      return new BigDecimal(integer.value());
    }
    return value instanceof Json.Real real && Double.isFinite(real.value())
        ? BigDecimal.valueOf(real.value())
        : null;
  }
}
