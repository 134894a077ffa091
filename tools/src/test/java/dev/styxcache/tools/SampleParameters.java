package dev.styxcache.tools;

import dev.styxcache.domain.json.Json;
import dev.styxcache.tools.model.Parameter;
import dev.styxcache.tools.model.ParameterType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes up valid parameters from types. */
final class SampleParameters {

  private SampleParameters() {}

  /** Only what is required. */
  static Json.Obj minimal(ParameterType.Struct struct) {
    return members(struct, false, 0);
  }

  /** Everything; of alternatives, the one of a number. */
  static Json.Obj full(ParameterType.Struct struct, int arm) {
    return members(struct, true, arm);
  }

  private static Json.Obj members(ParameterType.Struct struct, boolean all, int arm) {
    Map<String, Json> members = new HashMap<>();
    for (Parameter field : struct.fields()) {
      if (all || field.required()) {
        members.put(field.name(), value(field.type(), all, arm));
      }
    }
    return new Json.Obj(members);
  }

  private static Json value(ParameterType type, boolean all, int arm) {
    if (type instanceof ParameterType.Text) {
      return Json.text("text");
    } else if (type instanceof ParameterType.File) {
      return Json.text("/data/sub/file.nii.gz");
    } else if (type instanceof ParameterType.Flag) {
      return Json.bool(true);
    } else if (type instanceof ParameterType.Count) {
      return Json.integer(2);
    } else if (type instanceof ParameterType.Whole whole) {
      return new Json.Int(number(whole.range()).toBigInteger());
    } else if (type instanceof ParameterType.Decimal decimal) {
      return new Json.Real(number(decimal.range()).doubleValue());
    } else if (type instanceof ParameterType.Choice choice) {
      return choice.values().get(arm % choice.values().size());
    } else if (type instanceof ParameterType.ListOf list) {
      Integer min = list.min();
      List<Json> items = new ArrayList<>();
      for (int i = 0; i < Math.max(1, min == null ? 1 : min); i++) {
        items.add(value(list.item(), all, arm));
      }
      return new Json.Arr(items);
    } else if (type instanceof ParameterType.Union union) {
      ParameterType.Arm chosen = union.arms().get(arm % union.arms().size());
      Map<String, Json> members = new HashMap<>(members(chosen.struct(), all, arm).members());
      members.put("@type", Json.text(chosen.tag()));
      return new Json.Obj(members);
    }
    return members((ParameterType.Struct) type, all, arm);
  }

  /** A number within a range, whole if one of the bounds is. */
  private static BigDecimal number(ParameterType.Range range) {
    BigDecimal min = range.min();
    BigDecimal max = range.max();
    if (min != null && !range.minExcluded()) {
      return min;
    } else if (max != null && !range.maxExcluded()) {
      return max;
    } else if (min != null) {
      return min.add(
          max == null ? BigDecimal.ONE : max.subtract(min).multiply(new BigDecimal("0.5")));
    }
    return max == null ? BigDecimal.ONE : max.subtract(BigDecimal.ONE);
  }
}
