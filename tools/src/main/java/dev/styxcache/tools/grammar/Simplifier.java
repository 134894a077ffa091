package dev.styxcache.tools.grammar;

import dev.styxcache.tools.grammar.Grammar.Choice;
import dev.styxcache.tools.grammar.Grammar.Maybe;
import dev.styxcache.tools.grammar.Grammar.Repeat;
import dev.styxcache.tools.grammar.Grammar.Sequence;
import dev.styxcache.tools.grammar.Grammar.Word;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Removes layers from a command line that add nothing: sequences of one part, sequences in
 * sequences, what may be absent within what may be absent.
 *
 * <p>This decides the names of parameters and so is part of the contract with Styx, whose parameter
 * dictionaries are accepted: where a layer with a name goes, the name of what was inside it wins.
 */
final class Simplifier {

  // Not found by comparing trees: the equality of records is generated at the first use, which
  // takes longer than all the rest when a process makes one call.
  private boolean changed;

  private Simplifier() {}

  static Grammar simplify(Grammar grammar) {
    Simplifier simplifier = new Simplifier();
    Grammar simple = grammar;
    do {
      simplifier.changed = false;
      simple = simplifier.once(simple);
    } while (simplifier.changed);
    return simple;
  }

  private Grammar changed(Grammar grammar) {
    changed = true;
    return grammar;
  }

  private Grammar once(Grammar grammar) {
    if (grammar instanceof Sequence sequence) {
      return sequence(sequence);
    } else if (grammar instanceof Maybe maybe) {
      Grammar body = once(maybe.body());
      return body instanceof Maybe inner
          ? changed(new Maybe(inner.body(), maybe.label().merge(inner.label())))
          : new Maybe(body, maybe.label());
    } else if (grammar instanceof Repeat repeat) {
      Grammar body = once(repeat.body());
      return body instanceof Repeat inner
          ? changed(
              new Repeat(
                  inner.body(),
                  both(repeat.bounds(), inner.bounds()),
                  repeat.label().merge(inner.label())))
          : new Repeat(body, repeat.bounds(), repeat.label());
    } else if (grammar instanceof Choice choice) {
      List<Grammar> arms = new ArrayList<>();
      for (Grammar arm : choice.arms()) {
        arms.add(once(arm));
      }
      return arms.size() == 1 && choice.label().isEmpty()
          ? changed(arms.get(0))
          : new Choice(arms, choice.label());
    }
    return grammar;
  }

  private Grammar sequence(Sequence sequence) {
    List<Grammar> parts = new ArrayList<>();
    for (Grammar part : sequence.parts()) {
      Grammar simple = once(part);
      boolean empty =
          simple instanceof Sequence inner
              && inner.parts().isEmpty()
              && inner.label().outputs().isEmpty();
      if (empty) {
        changed = true;
      } else {
        parts.add(simple);
      }
    }
    Sequence flat = dissolve(sequence, parts);
    List<Grammar> merged = "".equals(flat.separator()) ? mergeWords(flat.parts()) : flat.parts();
    if (merged.size() == 1) {
      Grammar only = merged.get(0);
      boolean outputsNeedIt = !flat.label().outputs().isEmpty() && only instanceof Word;
      if (!outputsNeedIt) {
        return changed(only.labelled(flat.label().merge(only.label())));
      }
    }
    return new Sequence(merged, flat.separator(), flat.label());
  }

  /** Replaces unnamed sequences by their parts, unless a name would then be there twice. */
  private Sequence dissolve(Sequence outer, List<Grammar> parts) {
    List<Grammar> flat = new ArrayList<>();
    List<OutputDeclaration> outputs = new ArrayList<>(outer.label().outputs());
    for (Grammar part : parts) {
      if (part instanceof Sequence inner
          && same(inner.separator(), outer.separator())
          && inner.label().dissolves()
          && !inner.parts().isEmpty()
          && !collides(inner, parts)) {
        changed = true;
        flat.addAll(inner.parts());
        outputs.addAll(inner.label().outputs());
      } else {
        flat.add(part);
      }
    }
    return new Sequence(flat, outer.separator(), outer.label().withOutputs(outputs));
  }

  private static boolean collides(Sequence inner, List<Grammar> siblings) {
    Set<String> inside = new HashSet<>();
    names(inner, inside);
    Set<String> outside = new HashSet<>();
    for (Grammar sibling : siblings) {
      if (sibling != inner) {
        names(sibling, outside);
      }
    }
    return inside.stream().anyMatch(outside::contains);
  }

  private static void names(Grammar grammar, Set<String> names) {
    String name = grammar.label().name();
    if (name != null) {
      names.add(name);
    }
    children(grammar).forEach(child -> names(child, names));
  }

  static List<Grammar> children(Grammar grammar) {
    if (grammar instanceof Sequence sequence) {
      return sequence.parts();
    } else if (grammar instanceof Choice choice) {
      return choice.arms();
    } else if (grammar instanceof Maybe maybe) {
      return List.of(maybe.body());
    } else if (grammar instanceof Repeat repeat) {
      return List.of(repeat.body());
    }
    return List.of();
  }

  private List<Grammar> mergeWords(List<Grammar> parts) {
    List<Grammar> merged = new ArrayList<>();
    for (Grammar part : parts) {
      int last = merged.size() - 1;
      if (part instanceof Word word
          && word.label().isEmpty()
          && last >= 0
          && merged.get(last) instanceof Word before
          && before.label().isEmpty()) {
        changed = true;
        merged.set(last, Grammar.word(before.text() + word.text()));
      } else {
        merged.add(part);
      }
    }
    return merged;
  }

  private static Grammar.Bounds both(Grammar.Bounds outer, Grammar.Bounds inner) {
    Integer max = outer.max() == null || inner.max() == null ? null : lesser(outer, inner);
    return new Grammar.Bounds(
        outer.separator() != null ? outer.separator() : inner.separator(),
        Math.max(outer.min() == null ? 0 : outer.min(), inner.min() == null ? 0 : inner.min()),
        max,
        outer.mayBeAbsent());
  }

  private static @Nullable Integer lesser(Grammar.Bounds outer, Grammar.Bounds inner) {
    Integer a = outer.max();
    Integer b = inner.max();
    return a == null || b == null ? null : Integer.valueOf(Math.min(a, b));
  }

  private static boolean same(@Nullable String a, @Nullable String b) {
    return a == null ? b == null : a.equals(b);
  }
}
