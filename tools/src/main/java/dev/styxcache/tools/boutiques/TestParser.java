package dev.styxcache.tools.boutiques;

import dev.styxcache.domain.json.Json;
import dev.styxcache.tools.model.Access;
import dev.styxcache.tools.model.ParameterTest;
import dev.styxcache.tools.model.ParameterTest.Comparison;
import dev.styxcache.tools.model.ParameterTest.Operand;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses the tests of conditional paths: comparisons of inputs and constants with {@code ==},
 * {@code !=}, {@code <}, {@code <=}, {@code >}, {@code >=}, joined by {@code and}, {@code or},
 * {@code not} and parentheses, as in Python.
 */
final class TestParser {

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(==|!=|<=|>=|<|>|\\(|\\)|'[^']*'|\"[^\"]*\""
              + "|-?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?(?![A-Za-z0-9_])"
              + "|[A-Za-z0-9_]+)");

  private static final Map<String, Comparison> COMPARISONS =
      Map.of(
          "==", Comparison.EQUAL,
          "!=", Comparison.UNEQUAL,
          "<", Comparison.LESS,
          "<=", Comparison.AT_MOST,
          ">", Comparison.GREATER,
          ">=", Comparison.AT_LEAST);

  private final String text;
  private final List<String> tokens = new ArrayList<>();
  private int next;

  private TestParser(String text) {
    this.text = text;
    Matcher matcher = TOKEN.matcher(text);
    int at = 0;
    while (matcher.find(at) && matcher.start() == at) {
      tokens.add(matcher.group(1));
      at = matcher.end();
    }
    if (!text.substring(at).isBlank()) {
      throw fault();
    }
  }

  static ParameterTest parse(String text) {
    TestParser parser = new TestParser(text);
    ParameterTest test = parser.any();
    if (parser.next < parser.tokens.size()) {
      throw parser.fault();
    }
    return test;
  }

  private IllegalArgumentException fault() {
    return new IllegalArgumentException("the test of a conditional path is not valid: " + text);
  }

  private boolean takes(String token) {
    boolean found = next < tokens.size() && tokens.get(next).equals(token);
    if (found) {
      next++;
    }
    return found;
  }

  private ParameterTest any() {
    List<ParameterTest> tests = new ArrayList<>(List.of(all()));
    while (takes("or")) {
      tests.add(all());
    }
    return tests.size() == 1 ? tests.get(0) : new ParameterTest.Any(tests);
  }

  private ParameterTest all() {
    List<ParameterTest> tests = new ArrayList<>(List.of(one()));
    while (takes("and")) {
      tests.add(one());
    }
    return tests.size() == 1 ? tests.get(0) : new ParameterTest.All(tests);
  }

  private ParameterTest one() {
    if (takes("not")) {
      return new ParameterTest.Not(one());
    } else if (takes("(")) {
      ParameterTest test = any();
      if (!takes(")")) {
        throw fault();
      }
      return test;
    }
    Operand left = operand();
    Comparison comparison = next < tokens.size() ? COMPARISONS.get(tokens.get(next)) : null;
    if (comparison == null) {
      return new ParameterTest.IsTrue(left);
    }
    next++;
    return new ParameterTest.Compare(left, comparison, operand());
  }

  private Operand operand() {
    if (next >= tokens.size()) {
      throw fault();
    }
    String token = tokens.get(next++);
    char first = token.charAt(0);
    if (first == '\'' || first == '"') {
      return new Operand.Constant(Json.text(token.substring(1, token.length() - 1)));
    } else if (token.equals("True") || token.equals("False")) {
      return new Operand.Constant(Json.bool(token.equals("True")));
    } else if (token.equals("None")) {
      return new Operand.Constant(Json.NULL);
    } else if (token.matches("-?[0-9]+")) {
      return new Operand.Constant(new Json.Int(new BigInteger(token)));
    } else if (token.matches("-?[0-9.].*")) {
      return new Operand.Constant(new Json.Real(Double.parseDouble(token)));
    } else if (Character.isLetterOrDigit(first) || first == '_') {
      return new Operand.Parameter(Access.root().member(token));
    }
    throw fault();
  }
}
