package dev.styxcache.tools.grammar;

import dev.styxcache.domain.json.Json;
import dev.styxcache.tools.model.Access;
import dev.styxcache.tools.model.Docs;
import dev.styxcache.tools.model.Parameter;
import dev.styxcache.tools.model.ParameterType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The type of a part of a command line while a tool is built: a parameter's type, with layers. */
sealed interface Shape {

  /** A text, number or file. */
  record Leaf(ParameterType type) implements Shape {}

  /**
   * Yes or no: an option without a value, which may be left out, or a choice between two values.
   *
   * @param option whether it is an option
   */
  record Flag(boolean option) implements Shape {}

  /** The repetitions of an option without a value. */
  record Count() implements Shape {}

  /** A fixed text, which is a value only as an arm of a choice. */
  record Literal(Json value) implements Shape {}

  /** What may be left out. */
  record Absent(Shape inner) implements Shape {}

  /** What is repeated. */
  record Many(Shape item, Grammar.Bounds bounds) implements Shape {}

  /** An object; two of them are the same only if they are one instance's. */
  record Struct(Map<String, Member> members) implements Shape {
    private ParameterType.Struct objectType() {
      List<Parameter> fields = new ArrayList<>();
      members.forEach((name, member) -> fields.add(parameter(name, member)));
      return new ParameterType.Struct(fields);
    }
  }

  /** One of several objects or values. */
  record Union(List<Variant> variants) implements Shape {
    private ParameterType unionType() {
      List<ParameterType.Arm> arms = new ArrayList<>();
      List<Json> values = new ArrayList<>();
      for (Variant variant : variants) {
        if (variant.shape() instanceof Struct struct) {
          arms.add(new ParameterType.Arm(variant.tag(), struct.objectType()));
        } else if (variant.shape() instanceof Literal literal) {
          values.add(literal.value());
        }
      }
      return arms.isEmpty()
          ? new ParameterType.Choice(values)
          : new ParameterType.Union(arms, values);
    }
  }

  /** A member of an object. */
  record Member(Shape shape, Docs docs, @Nullable Json defaultValue) {}

  /** A member of an object, with its name. */
  record Named(String name, Member member) {

    /** Where the member is, if the object is at a place. */
    Access at(Access place) {
      Json value = member.shape() instanceof Many ? null : member.defaultValue();
      return place.member(name).withFallback(value);
    }
  }

  /** An arm of a union. */
  record Variant(String tag, Shape shape) {}

  /** Whether a value of this shape can be part of a path. */
  default boolean isPlain() {
    if (this instanceof Absent absent) {
      return absent.inner().isPlain();
    } else if (this instanceof Many many) {
      return many.item().isPlain();
    } else if (this instanceof Union union) {
      return union.variants().stream().allMatch(variant -> variant.shape().isPlain());
    }
    return !(this instanceof Struct);
  }

  /** Whether a value of this shape, without the layers, is the path of a file. */
  default boolean isFile() {
    if (this instanceof Absent absent) {
      return absent.inner().isFile();
    } else if (this instanceof Many many) {
      return many.item().isFile();
    }
    return this instanceof Leaf leaf && leaf.type() instanceof ParameterType.File;
  }

  /** The parameter's type that this is, without what is said by {@link Parameter#optional}. */
  default ParameterType type() {
    if (this instanceof Leaf leaf) {
      return leaf.type();
    } else if (this instanceof Absent absent) {
      return absent.inner().type();
    } else if (this instanceof Many many) {
      return new ParameterType.ListOf(many.item().type(), many.bounds().min(), many.bounds().max());
    } else if (this instanceof Struct struct) {
      return struct.objectType();
    } else if (this instanceof Union union) {
      return union.unionType();
    } else if (this instanceof Literal literal) {
      return new ParameterType.Choice(List.of(literal.value()));
    }
    return this instanceof Flag ? new ParameterType.Flag() : new ParameterType.Count();
  }

  /** The value of a fixed text: a whole number if it is written as one, or else the text. */
  static Json literal(String text) {
    int digits = text.startsWith("-") ? text.length() - 1 : text.length();
    if (digits < 1 || digits > 15 || !text.matches("-?(0|[1-9][0-9]*)") || text.equals("-0")) {
      return Json.text(text);
    }
    return new Json.Int(new BigInteger(text));
  }

  private static boolean mayBeLeftOut(Shape shape) {
    return shape instanceof Absent
        || (shape instanceof Flag flag && flag.option())
        || shape instanceof Count
        || (shape instanceof Many many && many.bounds().mayBeAbsent());
  }

  /** The parameter that a member is. */
  private static Parameter parameter(String name, Member member) {
    return new Parameter(
        name,
        member.shape().type(),
        mayBeLeftOut(member.shape()),
        member.defaultValue(),
        member.docs());
  }

  /** An object of one member. */
  static Struct boxed(String name, Member member) {
    Map<String, Member> members = new LinkedHashMap<>();
    members.put(name, member);
    return new Struct(members);
  }
}
