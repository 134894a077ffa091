package dev.styxcache.tools;

import dev.styxcache.domain.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * A recorded call of a Styx wrapper, and where a plan may differ from it because the wrapper is
 * wrong: shell operators and lists in paths are refused, names of inputs in paths of outputs have
 * no folders, and a file in an arm of a union is an input.
 */
final class RecordedCall {

  private final Json.Obj call;

  RecordedCall(Json.Obj call) {
    this.call = call;
  }

  /** How the plan compares: a few words, which begin with WRONG if it should not be so. */
  String compare(Json.Obj plan) {
    List<String> argv = texts(member("argv"));
    if (plan.members().get("error") instanceof Json.Text error) {
      boolean shell = argv.stream().anyMatch(argument -> argument.matches("(?s)[<>|].*"));
      if (shell && error.value().contains("only a shell understands")) {
        return "refused: shell operator";
      }
      boolean list = texts(member("oc")).stream().anyMatch(path -> path.contains("['"));
      if (list && error.value().contains("puts the list")) {
        return "refused: list in the path of an output";
      }
      return "WRONG error: " + error.value();
    }
    if (!metadataFits(plan)) {
      return "WRONG metadata";
    }
    List<String> notes = new ArrayList<>();
    Json.Obj expected = withInputsOfUnions(plan, notes);
    for (String name : List.of("argv", "in")) {
      if (!Objects.equals(expected.members().get(name), plan.members().get(name))) {
        return "WRONG " + name;
      }
    }
    for (String name : List.of("oc", "outs")) {
      Json wanted = Objects.requireNonNull(expected.members().get(name));
      Json planned = plan.members().get(name);
      if (!wanted.equals(planned)) {
        if (!without(wanted, folders()).equals(planned)) {
          return "WRONG " + name;
        }
        notes.add("differs: base name in the path of an output");
      }
    }
    return notes.isEmpty() ? "equal" : String.join(", ", new TreeSet<>(notes));
  }

  private Json member(String name) {
    return Objects.requireNonNull(call.members().get(name));
  }

  private static List<String> texts(Json array) {
    return ((Json.Arr) array)
        .items().stream().map(item -> item instanceof Json.Text text ? text.value() : "").toList();
  }

  private boolean metadataFits(Json.Obj plan) {
    Map<String, Json> recorded = new HashMap<>(((Json.Obj) member("meta")).members());
    Map<String, Json> planned =
        new HashMap<>(
            ((Json.Obj) Objects.requireNonNull(plan.members().get("metadata"))).members());
    String plain = ((Json.Text) Objects.requireNonNull(recorded.remove("id"))).value();
    String id = ((Json.Text) Objects.requireNonNull(planned.remove("id"))).value();
    return planned.equals(recorded) && id.matches("\\Q" + plain + "\\E\\.[0-9a-f]{16}");
  }

  /** The recorded call with plan paths, and with the inputs that the wrapper did not declare. */
  private Json.Obj withInputsOfUnions(Json.Obj plan, List<String> notes) {
    List<Json> recorded = ((Json.Arr) member("in")).items();
    List<Json> planned = ((Json.Arr) Objects.requireNonNull(plan.members().get("in"))).items();
    List<Json> argv = new ArrayList<>();
    Map<String, String> moved = new HashMap<>();
    List<Json> inputs = new ArrayList<>();
    List<String> undeclared = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < planned.size(); i++) {
      Json.Arr input = (Json.Arr) planned.get(i);
      String host = texts(input).get(0);
      String name = host.substring(host.lastIndexOf('/') + 1);
      if (next < recorded.size() && recorded.get(next).equals(input)) {
        moved.put("/in/" + next + "/", "/styx_input/" + i + "/");
        next++;
        inputs.add(input);
      } else if (isUndeclaredFile(member("p"), host)) {
        undeclared.add(host + "\n/styx_input/" + i + "/" + name);
        inputs.add(input);
      }
    }
    inputs.addAll(recorded.subList(next, recorded.size()));
    for (String argument : texts(member("argv"))) {
      String text = argument;
      if (!undeclared.isEmpty() && undeclared.get(0).startsWith(text + "\n")) {
        text = undeclared.remove(0).substring(text.length() + 1);
        notes.add("differs: input in a union");
      } else {
        for (Map.Entry<String, String> move : moved.entrySet()) {
          text = text.replace(move.getKey(), move.getValue());
        }
        text = text.replace("/out/", "/styx_output/");
      }
      argv.add(Json.text(text));
    }
    Map<String, Json> expected = new HashMap<>(call.members());
    expected.put("argv", new Json.Arr(argv));
    expected.put("in", new Json.Arr(inputs));
    return new Json.Obj(expected);
  }

  private static boolean isUndeclaredFile(Json value, String host) {
    if (value instanceof Json.Obj object) {
      boolean itself =
          Json.text("VariousFile").equals(object.members().get("@type"))
              && Json.text(host).equals(object.members().get("obj"));
      return itself
          || object.members().values().stream().anyMatch(inner -> isUndeclaredFile(inner, host));
    }
    return value instanceof Json.Arr array
        && array.items().stream().anyMatch(inner -> isUndeclaredFile(inner, host));
  }

  /** The folders of the inputs, which are not in the paths of outputs here. */
  private Set<String> folders() {
    // Longer ones first: one folder may be in another.
    Set<String> folders =
        new TreeSet<>(
            Comparator.comparingInt(String::length)
                .reversed()
                .thenComparing(Comparator.naturalOrder()));
    for (Json input : ((Json.Arr) member("in")).items()) {
      String host = texts(input).get(0);
      folders.add(host.substring(0, host.lastIndexOf('/') + 1));
    }
    return folders;
  }

  /** A recorded value without the folders of inputs. */
  private static Json without(Json value, Set<String> folders) {
    if (value instanceof Json.Text text) {
      String shorter = text.value();
      for (String folder : folders) {
        shorter = shorter.replace(folder, "");
      }
      return Json.text(shorter);
    } else if (value instanceof Json.Arr array) {
      return new Json.Arr(array.items().stream().map(item -> without(item, folders)).toList());
    } else if (value instanceof Json.Obj object && object.members().get("mutable") == null) {
      Map<String, Json> members = new HashMap<>();
      object.members().forEach((name, member) -> members.put(name, without(member, folders)));
      return new Json.Obj(members);
    }
    return value;
  }
}
