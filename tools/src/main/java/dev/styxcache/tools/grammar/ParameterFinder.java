package dev.styxcache.tools.grammar;

import dev.styxcache.domain.json.Json;
import dev.styxcache.tools.grammar.Grammar.Choice;
import dev.styxcache.tools.grammar.Grammar.Maybe;
import dev.styxcache.tools.grammar.Grammar.Repeat;
import dev.styxcache.tools.grammar.Grammar.Sequence;
import dev.styxcache.tools.grammar.Grammar.Value;
import dev.styxcache.tools.grammar.Grammar.Word;
import dev.styxcache.tools.model.Access;
import dev.styxcache.tools.model.Docs;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the parameters of a command line: which object of named members describes one call.
 *
 * <p>A value is a parameter; what may be left out, an optional one; a repetition, a list; a
 * sequence of several parameters, an object; a sequence of one parameter is that parameter; a
 * choice, a union of objects that are told apart by {@code @type}. An option without a value is a
 * flag, its repetition a count. The names and the shape are those that Styx's wrappers have, so
 * that their parameter dictionaries are understood.
 */
final class ParameterFinder {

  private final Bindings bindings;
  private int nameless;
  private int namelessObjects;

  ParameterFinder(Bindings bindings) {
    this.bindings = bindings;
  }

  /** Binds every part of a command line, and returns the object of all parameters. */
  Shape.Struct find(Sequence root) {
    Shape shape = find(root, null, List.of());
    if (shape == null) {
      return new Shape.Struct(Map.of());
    } else if (shape instanceof Shape.Struct struct) {
      bindings.locate(root, Access.root());
      return struct;
    }
    Grammar only = soleParameter(root);
    Shape.Named member = bindings.member(only);
    bindings.locate(root, member.at(Access.root()));
    return Shape.boxed(member.name(), member.member());
  }

  private Grammar soleParameter(Sequence root) {
    return root.parts().stream().filter(bindings::isMember).findFirst().orElseThrow();
  }

  private @Nullable Shape find(Grammar grammar, @Nullable String outer, List<Gate> gates) {
    if (grammar instanceof Value value) {
      return bindings.bind(value, nameOf(value, outer), new Shape.Leaf(value.type()), gates);
    } else if (grammar instanceof Maybe maybe) {
      String name = nameOf(maybe, outer);
      Binding binding = bindings.reserve(maybe, name, gates);
      Shape inner = find(maybe.body(), name, Gate.within(gates, new Gate.Present(binding)));
      return binding.settle(inner == null ? new Shape.Flag(true) : new Shape.Absent(inner));
    } else if (grammar instanceof Repeat repeat) {
      String name = nameOf(repeat, outer);
      Binding binding = bindings.reserve(repeat, name, gates);
      Shape inner = find(repeat.body(), name, Gate.within(gates, new Gate.PerEntry(binding)));
      return binding.settle(
          inner == null ? new Shape.Count() : new Shape.Many(inner, repeat.bounds()));
    } else if (grammar instanceof Sequence sequence) {
      return sequence(sequence, outer, gates);
    } else if (grammar instanceof Choice choice) {
      return choice(choice, nameOf(choice, outer), gates);
    }
    return null;
  }

  private @Nullable Shape sequence(Sequence sequence, @Nullable String outer, List<Gate> gates) {
    Map<String, Shape.Member> members = new LinkedHashMap<>();
    Grammar sole = null;
    for (Grammar part : sequence.parts()) {
      String inner = nameOf(part, outer);
      Shape shape = find(part, inner, gates);
      if (shape != null) {
        Binding object = part instanceof Sequence ? bindings.of(part) : null;
        String name = object == null ? inner : object.name;
        Shape.Member member = member(part, shape);
        members.put(name, member);
        bindings.addMember(part, new Shape.Named(name, member));
        sole = part;
      }
    }
    boolean scopeOfOutputs = !sequence.label().outputs().isEmpty();
    if (members.isEmpty() && !scopeOfOutputs) {
      return null;
    }
    // An option with a part that may be absent is not that part: both may be given or not.
    boolean collapses = members.size() == 1 && !scopeOfOutputs && !(sole instanceof Maybe);
    if (collapses) {
      return members.values().iterator().next().shape();
    }
    String name = sequence.label().name();
    if (name == null) {
      name = "struct" + ++namelessObjects;
    }
    return bindings.bind(sequence, name, new Shape.Struct(members), gates);
  }

  private Shape choice(Choice choice, String name, List<Gate> gates) {
    Binding binding = bindings.reserve(choice, name, gates);
    List<Shape.Variant> variants = new ArrayList<>();
    int position = 0;
    for (Grammar arm : choice.arms()) {
      String tag = tagOf(arm, position);
      List<Gate> within = Gate.within(gates, new Gate.Chosen(binding, tag));
      Shape shape = find(arm, "variant_" + position, within);
      variants.add(new Shape.Variant(tag, arm(arm, shape)));
      position++;
    }
    return binding.settle(isNoOrYes(variants) ? new Shape.Flag(false) : new Shape.Union(variants));
  }

  private Shape arm(Grammar arm, @Nullable Shape shape) {
    if (shape instanceof Shape.Struct) {
      return shape;
    } else if (shape != null) {
      return Shape.boxed(innerName(arm), member(arm, shape));
    } else if (arm instanceof Word word) {
      return new Shape.Literal(Shape.literal(word.text()));
    }
    return new Shape.Struct(Map.of());
  }

  private static String tagOf(Grammar arm, int position) {
    String tag = arm.label().tag() != null ? arm.label().tag() : arm.label().name();
    if (tag != null) {
      return tag;
    }
    return arm instanceof Word word ? word.text().replaceFirst("^-+", "") : "variant_" + position;
  }

  /** The name of the one member of an arm that is no object by itself. */
  static String innerName(Grammar arm) {
    if (arm instanceof Sequence sequence) {
      for (Grammar part : sequence.parts()) {
        String name = part instanceof Word ? null : deepName(part);
        if (name != null) {
          return name;
        }
      }
    }
    String name = deepName(arm);
    return name == null ? "value" : name;
  }

  private static boolean isNoOrYes(List<Shape.Variant> variants) {
    if (variants.size() != 2) {
      return false;
    }
    Set<Json> values = new HashSet<>();
    for (Shape.Variant variant : variants) {
      if (variant.shape() instanceof Shape.Literal literal) {
        values.add(literal.value());
      }
    }
    return values.equals(Set.of(Json.integer(0), Json.integer(1)))
        || values.equals(Set.of(Json.text("false"), Json.text("true")));
  }

  private static Shape.Member member(Grammar part, Shape shape) {
    return new Shape.Member(shape, docsOf(part), defaultOf(part));
  }

  private static Docs docsOf(Grammar part) {
    Docs docs = part.label().docs();
    Grammar inner = core(part);
    return inner == null ? docs : docs.or(docsOf(inner));
  }

  private static @Nullable Json defaultOf(Grammar part) {
    Json value = part.label().defaultValue();
    Grammar inner = core(part);
    return value != null || inner == null ? value : defaultOf(inner);
  }

  /** The part within layers that have no member of their own. */
  private static @Nullable Grammar core(Grammar part) {
    List<Grammar> inner =
        part instanceof Choice
            ? List.of()
            : Simplifier.children(part).stream().filter(child -> !(child instanceof Word)).toList();
    return inner.size() == 1 ? inner.get(0) : null;
  }

  /** The name of a part: its own, or that of the first named part in it, or that around it. */
  String nameOf(Grammar part, @Nullable String outer) {
    String name = deepName(part);
    if (name == null) {
      name = outer;
    }
    return name == null ? "param_" + nameless++ : name;
  }

  private static @Nullable String deepName(Grammar part) {
    if (part.label().name() != null) {
      return part.label().name();
    }
    if (part instanceof Choice || part instanceof Word) {
      return null;
    }
    for (Grammar child : Simplifier.children(part)) {
      String name = child instanceof Word ? null : deepName(child);
      if (name != null) {
        return name;
      }
    }
    return null;
  }
}
