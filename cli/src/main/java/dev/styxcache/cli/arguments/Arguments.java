package dev.styxcache.cli.arguments;

import dev.styxcache.cli.failure.UsageException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The parsed arguments of a command.
 *
 * @param options the options in the order in which they were given
 * @param operands the arguments that are not options, in order
 */
public record Arguments(List<Given> options, List<String> operands) {

  /**
   * An option and its value.
   *
   * @param option the option
   * @param value its value; empty for a flag
   */
  public record Given(Option option, String value) {}

  /**
   * Copies the lists.
   *
   * @throws UsageException if a non-repeatable option is given twice, or a value is empty
   */
  public Arguments {
    options = List.copyOf(options);
    operands = List.copyOf(operands);
    Set<Option> seen = new HashSet<>();
    for (Given given : options) {
      Option option = given.option();
      if (option.takesValue() && given.value().isEmpty()) {
        // Usually an unset variable in a script.
        throw new UsageException(
            "option "
                + option.longName()
                + " has an empty value; give a "
                + option.label()
                + ", or leave the option out");
      }
      if (!seen.add(option) && option.takesValue() && !option.repeatable()) {
        throw new UsageException(
            "option " + option.longName() + " was given more than once; leave one of them out");
      }
    }
  }

  /**
   * Whether an option was given.
   *
   * @param option the option
   * @return true if it was given at least once
   */
  public boolean has(Option option) {
    for (Given given : options) {
      if (given.option().equals(option)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The value of a non-repeatable option.
   *
   * @param option the option
   * @return its value; empty if it was not given
   */
  public Optional<String> value(Option option) {
    List<String> values = values(option);
    return values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
  }

  /**
   * The values of an option.
   *
   * @param option the option
   * @return its values in the order in which they were given
   */
  public List<String> values(Option option) {
    List<String> values = new ArrayList<>();
    for (Given given : options) {
      if (given.option().equals(option)) {
        values.add(given.value());
      }
    }
    return values;
  }

  /**
   * The names of the candidates that were given.
   *
   * @param candidates some options
   * @return long names in the order of the candidates
   */
  public List<String> namesOfGiven(List<Option> candidates) {
    List<String> names = new ArrayList<>();
    for (Option candidate : candidates) {
      if (has(candidate)) {
        names.add(candidate.longName());
      }
    }
    return names;
  }
}
