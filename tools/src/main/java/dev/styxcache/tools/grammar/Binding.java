package dev.styxcache.tools.grammar;

import dev.styxcache.tools.model.Access;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parameter that a part of a command line is. Made in steps while a tool is built. */
final class Binding {

  final int id;
  final String name;
  final List<Gate> gates;
  private @Nullable Shape shape;
  private @Nullable Access access;

  /**
   * A parameter.
   *
   * @param id its number, by which it is a loop if it is a list
   * @param name its name
   * @param gates what must hold for it to be there, outermost first
   */
  Binding(int id, String name, List<Gate> gates) {
    this.id = id;
    this.name = name;
    this.gates = gates;
  }

  Shape settle(Shape type) {
    shape = type;
    return type;
  }

  void locate(Access place) {
    access = place;
  }

  Shape shape() {
    if (shape == null) {
      throw new IllegalStateException("not settled: " + name);
    }
    return shape;
  }

  Access access() {
    if (access == null) {
      throw new IllegalStateException("not located: " + name);
    }
    return access;
  }
}
