package dev.styxcache.domain.key;

import dev.styxcache.domain.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings parameters into the one form in which they enter the key: a path that is an input becomes
 * the digest of the input's content, so that equal content under another path makes the same key.
 *
 * <p>Immutable, so safe for use by many threads.
 */
public final class ParamCanonicalizer {

  /** What stands before an input's digest in the parameters. */
  public static final String INPUT_PREFIX = "__styx_input__:";

  private final DeclaredInputs inputs;

  /**
   * Parameters in canonical form.
   *
   * @param params the parameters
   * @param refs which input each digest in them means, where they alone do not say it
   */
  public record Canonical(Json params, Optional<Json> refs) {}

  /**
   * For the inputs of one run.
   *
   * @param inputs the declared inputs in call order; of several with one path the first one's
   *     digest stands for it
   */
  public ParamCanonicalizer(List<InputRecord> inputs) {
    this.inputs = new DeclaredInputs(inputs);
  }

  /**
   * The canonical form of a run's parameters.
   *
   * @param params maps with text keys, lists, arrays, texts, paths, numbers, truth values, enums
   *     (by their names), optionals (an empty one is null) and nulls, nested at will; nothing where
   *     a run has none
   * @return the canonical form
   * @throws UncanonicalParameterException for a value of another type, a map that has a key that is
   *     no text, a path that is not valid Unicode, a value that contains itself, or one nested more
   *     than 500 deep
   */
  public Canonical canonicalize(Optional<Map<String, ?>> params) {
    InputReferences mentions = new InputReferences(inputs);
    ParamWalk walk = new ParamWalk(new InputTexts(inputs, mentions));
    Json json = params.map(walk::params).orElse(Json.NULL);
    return new Canonical(json, mentions.toJson());
  }
}
