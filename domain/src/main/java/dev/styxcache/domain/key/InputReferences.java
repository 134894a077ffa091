package dev.styxcache.domain.key;

import dev.styxcache.domain.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which input each digest in the parameters means, in the order in which they stand in the
 * canonical text. Not safe for use by several threads.
 *
 * <p>Most often the text says it. Where it does not, because of two inputs that have one digest or
 * because of a plain text that looks like an input's digest, what is noted here enters the key too;
 * without it two different runs would be one.
 */
final class InputReferences {

  private final DeclaredInputs inputs;
  private final Set<ContentHash> hashes;
  private final List<Json> order = new ArrayList<>();
  private final Set<ContentHash> confusable;
  private final Set<ContentHash> confusableInWrappers;
  private boolean needed;

  InputReferences(DeclaredInputs inputs) {
    this.inputs = inputs;
    this.hashes = inputs.hashes();
    this.confusable = inputs.confusable();
    this.confusableInWrappers = inputs.confusableInWrappers();
  }

  /**
   * Notes what a parameter of a wrapper mentions.
   *
   * @param text the text as it stands in the key
   * @param inputByOffset the inputs that it really names, by where their digest begins
   */
  void note(String text, Map<Integer, Integer> inputByOffset) {
    note(text, inputByOffset, confusableInWrappers);
  }

  /**
   * Notes what an argument of a command mentions: any tool can be given a file or a directory
   * there.
   *
   * @param text the text as it stands in the key
   * @param inputByOffset the inputs that it really names, by where their digest begins
   */
  void noteArgument(String text, Map<Integer, Integer> inputByOffset) {
    note(text, inputByOffset, confusable);
  }

  private void note(
      String text, Map<Integer, Integer> inputByOffset, Set<ContentHash> notToBeConfused) {
    int start = text.indexOf(ParamCanonicalizer.INPUT_PREFIX);
    while (start >= 0) {
      Integer input = inputByOffset.get(start);
      if (input != null) {
        order.add(Json.integer(input));
        needed |= notToBeConfused.contains(inputs.hash(input));
      } else if (looksLikeInput(text, start + ParamCanonicalizer.INPUT_PREFIX.length())) {
        order.add(Json.NULL);
        needed = true;
      }
      start = text.indexOf(ParamCanonicalizer.INPUT_PREFIX, start + 1);
    }
  }

  private boolean looksLikeInput(String text, int start) {
    int end = start + 2 * ContentHash.BYTES;
    return end <= text.length()
        && hashes.stream().anyMatch(hash -> text.startsWith(hash.hex(), start));
  }

  /**
   * What has to stand in the key beside the parameters.
   *
   * @return for each input the first one of its path, and for each digest in the parameters its
   *     input; nothing where the parameters speak for themselves
   */
  Optional<Json> toJson() {
    if (!needed) {
      return Optional.empty();
    }
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("inputs", new Json.Arr(inputs.firsts().stream().map(Json::integer).toList()));
    members.put("params", new Json.Arr(order));
    return Optional.of(new Json.Obj(members));
  }
}
