package dev.styxcache.domain.key;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

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
   * them is meant, as their records differ: those of two files of one parent, of a directory and a
   * file that stands for it, of a file and the copy of an equal one.
   */
  Set<ContentHash> confusable() {
    return sharedBy(DeclaredInputs::areConfusable);
  }

  /**
   * Those of them that are confusable in the parameters of a generated wrapper: not those of a
   * directory and one file that stands for it, for which Python's text is kept. A wrapper's
   * parameter that takes a file does not take a directory, so that of two runs which differ only in
   * that one fails, and failed runs are not stored.
   */
  Set<ContentHash> confusableInWrappers() {
    return sharedBy(records -> areConfusable(records) && !isDirectoryAndFileInIt(records.keySet()));
  }

  private Set<ContentHash> sharedBy(Predicate<Map<Integer, Set<InputRecord>>> wanted) {
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
        .filter(paths -> paths.getValue().size() > 1 && wanted.test(paths.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static boolean areConfusable(Map<Integer, Set<InputRecord>> recordsByFirst) {
    return new HashSet<>(recordsByFirst.values()).size() > 1;
  }

  private boolean isDirectoryAndFileInIt(Set<Integer> places) {
    List<String> paths =
        places.stream().map(place -> PathText.normalForm(inputs.get(place).path())).toList();
    return paths.size() == 2
        && (isIn(paths.get(0), paths.get(1)) || isIn(paths.get(1), paths.get(0)));
  }

  private static boolean isIn(String directory, String file) {
    String prefix =
        directory.equals(".") ? "" : directory.endsWith("/") ? directory : directory + "/";
    return file.startsWith(prefix) && file.indexOf('/', prefix.length()) < 0;
  }
}
