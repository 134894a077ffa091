package dev.styxcache.domain.key;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The inputs of one run by their paths. Of several with one path the first one's digest stands for
 * it in the parameters. Immutable.
 */
final class DeclaredInputs {

  private final List<InputRecord> inputs;
  private final Map<String, Integer> firstByNormalForm = new HashMap<>();
  private final List<Integer> firsts = new ArrayList<>();

  DeclaredInputs(List<InputRecord> inputs) {
    this.inputs = List.copyOf(inputs);
    for (int i = 0; i < inputs.size(); i++) {
      Integer first = firstByNormalForm.putIfAbsent(PathText.normalForm(inputs.get(i).path()), i);
      firsts.add(first == null ? i : first);
    }
  }

  /** The place of the first input whose path has the same normal form. */
  Optional<Integer> find(String path) {
    return Optional.ofNullable(firstByNormalForm.get(PathText.normalForm(path)));
  }

  ContentHash hash(int input) {
    return inputs.get(input).hash();
  }

  /** The digests that stand for inputs in the parameters. */
  Set<ContentHash> hashes() {
    return firsts.stream().map(this::hash).collect(Collectors.toSet());
  }

  /** For each input the place of the first one with its path. */
  List<Integer> firsts() {
    return List.copyOf(firsts);
  }

  /**
   * The digests that stand for two paths or more in the parameters although it matters which of
   * them is meant: the tool may write to one, or their records differ, as those of two files of one
   * parent do.
   */
  Set<ContentHash> confusable() {
    Set<ContentHash> hashes = hashes();
    if (hashes.size() == new HashSet<>(firsts).size()) {
      // As many digests as paths: the usual case.
      return Set.of();
    }
    Map<ContentHash, Map<Integer, Set<InputRecord>>> recordsByHash = new HashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      recordsByHash
          .computeIfAbsent(hash(firsts.get(i)), hash -> new LinkedHashMap<>())
          .computeIfAbsent(firsts.get(i), first -> new HashSet<>())
          .add(inputs.get(i).at(""));
    }
    return recordsByHash.entrySet().stream()
        .filter(paths -> paths.getValue().size() > 1 && areConfusable(paths.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** Whether the tool may write to an input that one of these digests stands for. */
  boolean areMutable(Set<ContentHash> hashes) {
    return IntStream.range(0, inputs.size())
        .anyMatch(i -> inputs.get(i).mutable() && hashes.contains(hash(firsts.get(i))));
  }

  private boolean areConfusable(Map<Integer, Set<InputRecord>> recordsByFirst) {
    Set<Set<InputRecord>> kinds = new HashSet<>(recordsByFirst.values());
    if (kinds.size() == 1) {
      return kinds.iterator().next().stream().anyMatch(InputRecord::mutable);
    }
    return !isDirectoryAndFileInIt(
        recordsByFirst.keySet().stream()
            .map(first -> PathText.normalForm(inputs.get(first).path()))
            .toList());
  }

  /**
   * A directory and a file in it that stands for it have one digest too, and Python's text is kept
   * for these two: a tool that takes a file at some place does not take a directory there, so that
   * of two runs which differ only in that one fails, and failed runs are not stored.
   */
  private static boolean isDirectoryAndFileInIt(List<String> paths) {
    return paths.size() == 2
        && (isIn(paths.get(0), paths.get(1)) || isIn(paths.get(1), paths.get(0)));
  }

  private static boolean isIn(String directory, String file) {
    String prefix =
        directory.equals(".") ? "" : directory.endsWith("/") ? directory : directory + "/";
    return file.startsWith(prefix) && file.indexOf('/', prefix.length()) < 0;
  }
}
