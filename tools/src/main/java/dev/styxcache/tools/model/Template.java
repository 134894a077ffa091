package dev.styxcache.tools.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command line of a tool as a tree: what each part writes for given parameters.
 *
 * <p>A part is written in one of two ways: as arguments of their own, or as text within one
 * argument, inside a {@link Joined}. There, what is absent is the empty text.
 */
public sealed interface Template {

  /**
   * A fixed text.
   *
   * @param text the text
   */
  record Word(String text) implements Template {}

  /**
   * The text of a value.
   *
   * @param source where it is
   */
  record Value(Access source) implements Template {}

  /**
   * The path of an input file, which is declared as one.
   *
   * @param source where the host path is
   * @param file how it is staged
   */
  record InputFile(Access source, ParameterType.File file) implements Template {}

  /**
   * The path that an output of the tool has, where the descriptor names the output on the command
   * line.
   *
   * @param output name of the output
   * @param prefix text in front, such as {@code --out=}; empty for none
   * @param separate whether the prefix is an argument of its own
   */
  record OutputFile(String output, String prefix, boolean separate) implements Template {}

  /**
   * Parts one after another, each on its own.
   *
   * @param parts the parts
   */
  record Series(List<Template> parts) implements Template {
    /** Copies the parts. */
    public Series {
      parts = List.copyOf(parts);
    }
  }

  /**
   * Parts in one argument.
   *
   * @param parts the parts
   * @param separator text between them
   */
  record Joined(List<Template> parts, String separator) implements Template {
    /** Copies the parts. */
    public Joined {
      parts = List.copyOf(parts);
    }
  }

  /**
   * Something that is written if a value is there.
   *
   * @param source the value
   * @param body what is written
   */
  record IfPresent(Access source, Template body) implements Template {}

  /**
   * Something that is written if a flag is set.
   *
   * @param source the flag
   * @param body what is written
   */
  record IfSet(Access source, Template body) implements Template {}

  /**
   * One of two texts, by a flag.
   *
   * @param source the flag
   * @param whenSet what is written if it is set
   * @param otherwise what is written if it is not
   */
  record Either(Access source, Template whenSet, Template otherwise) implements Template {}

  /**
   * Something that is written as often as a count says.
   *
   * @param source the count
   * @param body what is written
   * @param separator text between the repetitions in one argument, or null for arguments of their
   *     own
   */
  record Times(Access source, Template body, @Nullable String separator) implements Template {}

  /**
   * Something that is written for each entry of a list.
   *
   * @param source the list
   * @param loop number of this loop, by which the body refers to the current entry
   * @param body what is written
   * @param separator text between the entries in one argument, or null for arguments of their own
   */
  record ForEach(Access source, int loop, Template body, @Nullable String separator)
      implements Template {}

  /**
   * The case whose tag a value has as its {@code @type}; a value that is no object is written as
   * text.
   *
   * @param source the value
   * @param cases the cases
   */
  record Dispatch(Access source, List<Case> cases) implements Template {
    /** Copies the cases. */
    public Dispatch {
      cases = List.copyOf(cases);
    }
  }

  /**
   * One case of a {@link Dispatch}.
   *
   * @param tag the {@code @type}
   * @param body what is written
   */
  record Case(String tag, Template body) {}
}
