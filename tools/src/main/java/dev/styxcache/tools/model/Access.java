package dev.styxcache.tools.model;

import dev.styxcache.domain.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where in a dictionary of parameters a value is found.
 *
 * @param loop number of the loop whose current entry the path starts at, or {@link #ROOT}
 * @param path names of members, from the outermost
 * @param fallback the value where there is none, or null
 */
public record Access(int loop, List<String> path, @Nullable Json fallback) {

  /** The path starts at the dictionary itself. */
  public static final int ROOT = -1;

  /** Copies the path. */
  public Access {
    path = List.copyOf(path);
  }

  /**
   * The dictionary itself.
   *
   * @return an access without steps
   */
  public static Access root() {
    return new Access(ROOT, List.of(), null);
  }

  /**
   * The current entry of a loop.
   *
   * @param loop number of the loop
   * @return an access without steps
   */
  public static Access entry(int loop) {
    return new Access(loop, List.of(), null);
  }

  /**
   * A member of the object that this finds.
   *
   * @param name its name
   * @return the access of the member
   */
  public Access member(String name) {
    List<String> longer = new ArrayList<>(path);
    longer.add(name);
    return new Access(loop, longer, null);
  }

  /**
   * The same place, with a value for where there is none.
   *
   * @param value the value, or null
   * @return the access with it
   */
  public Access withFallback(@Nullable Json value) {
    return new Access(loop, path, value);
  }
}
