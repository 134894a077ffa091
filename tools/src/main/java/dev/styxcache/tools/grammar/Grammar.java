package dev.styxcache.tools.grammar;

import dev.styxcache.tools.model.ParameterType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command line as the readers of descriptors state it: what may stand where. {@link ToolBuilder}
 * makes a tool of it. Immutable.
 */
public sealed interface Grammar {

  /**
   * Name, docs and outputs of this part.
   *
   * @return the label
   */
  Label label();

  /**
   * This part with another label.
   *
   * @param label the label
   * @return the part
   */
  Grammar labelled(Label label);

  /**
   * A fixed text.
   *
   * @param text the text
   * @param label its label
   */
  record Word(String text, Label label) implements Grammar {
    @Override
    public Word labelled(Label other) {
      return new Word(text, other);
    }
  }

  /**
   * A value that the user gives.
   *
   * @param type text, number or file
   * @param label its label
   */
  record Value(ParameterType type, Label label) implements Grammar {
    @Override
    public Value labelled(Label other) {
      return new Value(type, other);
    }
  }

  /**
   * The path of an output that the descriptor names, where a key on the command line stands for it.
   *
   * @param output name of the output
   * @param prefix text in front; empty for none
   * @param separate whether the prefix is an argument of its own
   * @param label its label
   */
  record OutputPath(String output, String prefix, boolean separate, Label label)
      implements Grammar {
    @Override
    public OutputPath labelled(Label other) {
      return new OutputPath(output, prefix, separate, other);
    }
  }

  /**
   * Parts one after another.
   *
   * @param parts the parts
   * @param separator text between them if they are one argument, or null for arguments of their own
   * @param label its label
   */
  record Sequence(List<Grammar> parts, @Nullable String separator, Label label) implements Grammar {
    /** Copies the parts. */
    public Sequence {
      parts = List.copyOf(parts);
    }

    @Override
    public Sequence labelled(Label other) {
      return new Sequence(parts, separator, other);
    }
  }

  /**
   * Something that may be left out. Around a fixed text it is a flag.
   *
   * @param body what may be left out
   * @param label its label
   */
  record Maybe(Grammar body, Label label) implements Grammar {
    @Override
    public Maybe labelled(Label other) {
      return new Maybe(body, other);
    }
  }

  /**
   * Something that is repeated. Around a fixed text it is a count.
   *
   * @param body what is repeated
   * @param bounds how often, and how it is written
   * @param label its label
   */
  record Repeat(Grammar body, Bounds bounds, Label label) implements Grammar {
    @Override
    public Repeat labelled(Label other) {
      return new Repeat(body, bounds, other);
    }
  }

  /**
   * One of several.
   *
   * @param arms what to choose from
   * @param label its label
   */
  record Choice(List<Grammar> arms, Label label) implements Grammar {
    /** Copies the arms. */
    public Choice {
      arms = List.copyOf(arms);
    }

    @Override
    public Choice labelled(Label other) {
      return new Choice(arms, other);
    }
  }

  /**
   * How often something is repeated.
   *
   * @param separator text between the repetitions if they are one argument, or null
   * @param min the least number, or null
   * @param max the greatest number, or null
   * @param mayBeAbsent whether the parameter may be left out, which is no repetition: so with an
   *     option that may be given several times
   */
  record Bounds(
      @Nullable String separator,
      @Nullable Integer min,
      @Nullable Integer max,
      boolean mayBeAbsent) {

    /** Any number of arguments, and the parameter must be given. */
    public static final Bounds ANY = new Bounds(null, null, null, false);

    /** An option that may be given any number of times. */
    public static final Bounds OPTION = new Bounds(null, null, null, true);
  }

  /**
   * A fixed text without a label.
   *
   * @param text the text
   * @return the part
   */
  static Word word(String text) {
    return new Word(text, Label.NONE);
  }

  /**
   * Parts that are arguments of their own.
   *
   * @param parts the parts
   * @return the sequence, without a label
   */
  static Sequence sequence(Grammar... parts) {
    return new Sequence(List.of(parts), null, Label.NONE);
  }
}
