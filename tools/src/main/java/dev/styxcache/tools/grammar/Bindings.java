package dev.styxcache.tools.grammar;

import dev.styxcache.tools.grammar.Grammar.Choice;
import dev.styxcache.tools.grammar.Grammar.Maybe;
import dev.styxcache.tools.grammar.Grammar.Repeat;
import dev.styxcache.tools.grammar.Grammar.Sequence;
import dev.styxcache.tools.model.Access;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one command line, by the parts that they are. Parts are told apart by identity:
 * equal ones may stand in two places.
 */
final class Bindings {

  private final IdentityHashMap<Grammar, Binding> byPart = new IdentityHashMap<>();
  private final IdentityHashMap<Grammar, Shape.Named> members = new IdentityHashMap<>();
  private int count;

  /** Numbers a parameter before what is in it is known. */
  Binding reserve(Grammar part, String name, List<Gate> gates) {
    Binding binding = new Binding(count++, name, gates);
    byPart.put(part, binding);
    return binding;
  }

  Shape bind(Grammar part, String name, Shape shape, List<Gate> gates) {
    return reserve(part, name, gates).settle(shape);
  }

  @Nullable Binding of(Grammar part) {
    return byPart.get(part);
  }

  Binding require(Grammar part) {
    Binding binding = byPart.get(part);
    if (binding == null) {
      throw new IllegalStateException("no parameter: " + part);
    }
    return binding;
  }

  /** Remembers that a part is a member of the sequence around it. */
  void addMember(Grammar part, Shape.Named member) {
    members.put(part, member);
  }

  boolean isMember(Grammar part) {
    return members.containsKey(part);
  }

  Shape.Named member(Grammar part) {
    Shape.Named member = members.get(part);
    if (member == null) {
      throw new IllegalStateException("no member: " + part);
    }
    return member;
  }

  /** Says where in a dictionary the value of a part is, and so of all parts in it. */
  void locate(Grammar part, Access place) {
    if (part instanceof Maybe && place.fallback() != null) {
      // The default of what may be left out is what the tool does by itself.
      locate(part, place.withFallback(null));
      return;
    }
    Binding binding = byPart.get(part);
    if (binding != null) {
      binding.locate(place);
    }
    if (part instanceof Maybe maybe) {
      locate(maybe.body(), place);
    } else if (part instanceof Repeat repeat) {
      locate(repeat.body(), Access.entry(require(repeat).id));
    } else if (part instanceof Sequence sequence) {
      for (Grammar member : sequence.parts()) {
        if (isMember(member)) {
          locate(member, binding == null ? place : member(member).at(place));
        }
      }
    } else if (part instanceof Choice choice) {
      locateArms(choice, place);
    }
  }

  private void locateArms(Choice choice, Access place) {
    if (!(require(choice).shape() instanceof Shape.Union union)) {
      return;
    }
    for (int i = 0; i < choice.arms().size(); i++) {
      Grammar arm = choice.arms().get(i);
      Shape shape = union.variants().get(i).shape();
      boolean boxed = shape instanceof Shape.Struct struct && !isObject(arm, struct);
      locate(arm, boxed ? place.member(ParameterFinder.innerName(arm)) : place);
    }
  }

  /** Whether an arm is an object by itself, and not put into one because it is a plain value. */
  private boolean isObject(Grammar arm, Shape.Struct struct) {
    Binding binding = byPart.get(arm);
    if (binding != null) {
      return binding.shape() == struct;
    }
    return arm instanceof Sequence sequence
        && sequence.parts().stream().anyMatch(part -> isMember(part) && isObject(part, struct));
  }
}
