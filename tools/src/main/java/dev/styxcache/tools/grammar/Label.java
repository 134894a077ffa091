package dev.styxcache.tools.grammar;

import dev.styxcache.domain.json.Json;
import dev.styxcache.tools.model.Docs;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a descriptor attaches to a part of a command line.
 *
 * @param name name of the parameter that the part is, or null
 * @param tag the {@code @type} of the part as an arm of a union, or null. Unlike the name it
 *     survives where a part with one member becomes that member.
 * @param docs what is said about it
 * @param defaultValue the value where none is given, or null
 * @param outputs the outputs that are declared on it
 */
public record Label(
    @Nullable String name,
    @Nullable String tag,
    Docs docs,
    @Nullable Json defaultValue,
    List<OutputDeclaration> outputs) {

  /** Nothing. */
  public static final Label NONE = new Label(null, null, Docs.NONE, null, List.of());

  /** Copies the outputs. */
  public Label {
    outputs = List.copyOf(outputs);
  }

  /**
   * A name and docs.
   *
   * @param name the name
   * @param docs the docs
   * @return the label
   */
  public static Label named(String name, Docs docs) {
    return new Label(name, null, docs, null, List.of());
  }

  /**
   * Docs only.
   *
   * @param docs the docs
   * @return the label
   */
  public static Label documented(Docs docs) {
    return new Label(null, null, docs, null, List.of());
  }

  /**
   * This label with a default value.
   *
   * @param value the value, or null
   * @return the label
   */
  public Label withDefault(@Nullable Json value) {
    return new Label(name, tag, docs, value, outputs);
  }

  /**
   * This label with outputs.
   *
   * @param declared the outputs
   * @return the label
   */
  public Label withOutputs(List<OutputDeclaration> declared) {
    return new Label(name, tag, docs, defaultValue, declared);
  }

  /**
   * This label with another name.
   *
   * @param other the name
   * @return the label
   */
  public Label withName(String other) {
    return new Label(other, tag, docs, defaultValue, outputs);
  }

  /**
   * This label with a name and a tag.
   *
   * @param arm both
   * @return the label
   */
  public Label asArm(String arm) {
    return new Label(arm, arm, docs, defaultValue, outputs);
  }

  /**
   * The label of a part that takes the place of another around it: the inner name, docs and default
   * win, the outer tag does, and the outputs are those of both.
   *
   * @param inner the label of the part that stays
   * @return the label of both
   */
  public Label merge(Label inner) {
    List<OutputDeclaration> both = new ArrayList<>(outputs);
    both.addAll(inner.outputs);
    return new Label(
        inner.name != null ? inner.name : name,
        tag != null ? tag : inner.tag,
        inner.docs.or(docs),
        inner.defaultValue != null ? inner.defaultValue : defaultValue,
        both);
  }

  /** Whether a part with this label can dissolve into the sequence around it. */
  boolean dissolves() {
    return name == null && tag == null && defaultValue == null && docs.isEmpty();
  }

  /** Whether nothing is attached. */
  boolean isEmpty() {
    return dissolves() && outputs.isEmpty();
  }
}
