package dev.styxcache.tools.grammar;

import dev.styxcache.tools.model.Condition;
import java.util.ArrayList;
import java.util.List;

/** A layer around a part of a command line: what must hold for the part to be there. */
sealed interface Gate {

  Binding binding();

  /** Something that may be left out is there. */
  record Present(Binding binding) implements Gate {}

  /** An arm of a choice is the chosen one. */
  record Chosen(Binding binding, String tag) implements Gate {}

  /** Once for each entry of a repetition. */
  record PerEntry(Binding binding) implements Gate {}

  static List<Gate> within(List<Gate> outer, Gate gate) {
    List<Gate> longer = new ArrayList<>(outer);
    longer.add(gate);
    return List.copyOf(longer);
  }

  /** The condition on parameters that this layer is. Its parameter must have been located. */
  default Condition condition() {
    Binding parameter = binding();
    if (this instanceof Chosen chosen) {
      return new Condition.Chosen(parameter.access(), chosen.tag());
    } else if (this instanceof PerEntry && !(parameter.shape() instanceof Shape.Count)) {
      return new Condition.PerEntry(parameter.access(), parameter.id);
    }
    return parameter.shape() instanceof Shape.Absent
        ? new Condition.Present(parameter.access())
        : new Condition.Set(parameter.access());
  }

  /** What tells this layer's condition from others. */
  default String key() {
    return this instanceof Chosen chosen
        ? chosen.binding().id + "=" + chosen.tag()
        : String.valueOf(binding().id);
  }
}
