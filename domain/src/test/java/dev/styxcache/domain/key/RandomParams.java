package dev.styxcache.domain.key;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Makes parameters at random, and others that differ from them in one leaf. */
final class RandomParams {

  private static final List<String> NAMES =
      List.of(
          "a", "b.c", "é", "\ue000", "\ud83d\ude00", "", "__styx_input__:x", "q\"\\\n", "v", "1");
  private static final List<String> TEXTS =
      List.of("", ".", "x", "in/a", "./in/a", "in//b", "in/ab", "\u007f", "null", "1", "1.0", "脳");

  private final Random random;

  RandomParams(Random random) {
    this.random = random;
  }

  Map<String, Object> params() {
    Map<String, Object> params = new LinkedHashMap<>();
    int size = 1 + random.nextInt(4);
    for (int i = 0; i < size; i++) {
      params.put(pick(NAMES), value(3).orElse(null));
    }
    return params;
  }

  private Optional<Object> value(int depth) {
    return switch (random.nextInt(depth == 0 ? 5 : 7)) {
      case 0 -> Optional.of(pick(TEXTS));
      case 1 -> Optional.of(new BigInteger(random.nextInt(80), random).negate());
      case 2 -> Optional.of(random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20));
      case 3 -> Optional.of(random.nextBoolean());
      case 4 -> Optional.empty();
      case 5 -> {
        List<Object> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          items.add(value(depth - 1).orElse(null));
        }
        yield Optional.of(items);
      }
      default -> {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          members.put(pick(NAMES), value(depth - 1).orElse(null));
        }
        yield Optional.of(members);
      }
    };
  }

  /** The same with the members of every map in another order. */
  Map<String, Object> shuffled(Map<?, ?> params) {
    List<Map.Entry<?, ?>> members = new ArrayList<>(params.entrySet());
    Collections.shuffle(members, random);
    Map<String, Object> shuffled = new LinkedHashMap<>();
    members.forEach(
        member ->
            shuffled.put(
                (String) member.getKey(),
                Optional.ofNullable(member.getValue()).map(this::shuffledValue).orElse(null)));
    return shuffled;
  }

  private Object shuffledValue(Object value) {
    if (value instanceof Map<?, ?> map) {
      return shuffled(map);
    }
    if (value instanceof List<?> list) {
      List<Object> items = new ArrayList<>();
      list.forEach(
          item -> items.add(Optional.ofNullable(item).map(this::shuffledValue).orElse(null)));
      return items;
    }
    return value;
  }

  /** All values that differ from the given one in one leaf, or in one place more or less. */
  static List<Object> changes(Object value) {
    List<Object> changes = new ArrayList<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (name, member) -> {
            for (Object change : changes(Optional.ofNullable(member))) {
              Map<Object, Object> changed = new LinkedHashMap<>(map);
              changed.put(name, change);
              changes.add(changed);
            }
            Map<Object, Object> less = new LinkedHashMap<>(map);
            less.remove(name);
            changes.add(less);
          });
      Map<Object, Object> more = new LinkedHashMap<>(map);
      more.put("one more", null);
      changes.add(more);
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        for (Object change : changes(Optional.ofNullable(list.get(i)))) {
          List<Object> changed = new ArrayList<>(list);
          changed.set(i, change);
          changes.add(changed);
        }
      }
      List<Object> more = new ArrayList<>(list);
      more.add(null);
      changes.add(more);
    } else {
      changes.addAll(changesOfLeaf(value));
    }
    return changes;
  }

  private static List<Object> changes(Optional<?> value) {
    return value.isPresent() ? changes(value.get()) : List.of("null", 0, false, List.of());
  }

  private static List<Object> changesOfLeaf(Object leaf) {
    if (leaf instanceof String text) {
      return List.of(text + "x", List.of(text), true);
    } else if (leaf instanceof BigInteger integer) {
      return List.of(integer.add(BigInteger.ONE), integer.toString(), List.of());
    } else if (leaf instanceof Double real) {
      return List.of(Math.nextUp(real), -real, real.toString());
    } else if (leaf instanceof Boolean bool) {
      return List.of(!bool, bool.toString(), bool ? 1 : 0);
    }
    throw new IllegalArgumentException("not a leaf: " + leaf);
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
