package dev.styxcache.application.spi;

import dev.styxcache.application.api.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Names the copies of a run's mutable inputs in the output directory as Styx does: the base name,
 * or {@code stem_1.ext} if another copy has that, the extension being what follows the last dot.
 * Runners and caches use it, so that both know a copy by the same name. For one thread.
 */
public final class MutableCopies {

  private final Map<Path, String> names = new LinkedHashMap<>();

  /** Starts without copies. */
  public MutableCopies() {}

  /**
   * Adds an input, once for each path.
   *
   * @param original the input, absolute
   * @return the name of its copy
   * @throws InvalidInputException if the path has no name that a copy could have
   */
  public String add(Path original) {
    String known = names.get(original);
    if (known != null) {
      return known;
    }
    String name = ownName(original);
    int dot = name.lastIndexOf('.');
    // A leading dot begins no extension, nor does one at the end.
    int stem = dot > 0 && dot < name.length() - 1 ? dot : name.length();
    String free = name;
    for (int number = 1; names.containsValue(free); number++) {
      free = name.substring(0, stem) + "_" + number + name.substring(stem);
    }
    names.put(original, free);
    return free;
  }

  private static String ownName(Path original) {
    Path name = original.getFileName();
    if (name == null || name.toString().equals("..")) {
      throw new InvalidInputException(
          "the mutable input " + original + " has no name for its copy; write its path without ..");
    }
    return name.toString();
  }

  /**
   * Finds the copy of an input.
   *
   * @param original the input, absolute
   * @return the name of its copy; empty if it was not added
   */
  public Optional<String> find(Path original) {
    return Optional.ofNullable(names.get(original));
  }

  /**
   * Lists the names of the copies by their originals, in the order in which they were added.
   *
   * @return an unmodifiable view
   */
  public Map<Path, String> all() {
    return Collections.unmodifiableMap(names);
  }

  /**
   * Lists the names of the copies.
   *
   * @return the names, in the order in which they were added
   */
  public List<String> names() {
    return Collections.unmodifiableList(new ArrayList<>(names.values()));
  }
}
