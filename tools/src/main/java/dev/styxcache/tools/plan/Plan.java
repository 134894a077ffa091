package dev.styxcache.tools.plan;

import dev.styxcache.domain.json.Json;
import dev.styxcache.tools.BadCatalogException;
import dev.styxcache.tools.DescribedTool;
import dev.styxcache.tools.ToolCatalog;
import dev.styxcache.tools.UnknownToolException;
import dev.styxcache.tools.bind.BoundCall;
import dev.styxcache.tools.bind.BoundInput;
import dev.styxcache.tools.bind.OutputValue;
import dev.styxcache.tools.bind.RefusedCallException;
import dev.styxcache.tools.model.StreamOutput;
import dev.styxcache.tools.validate.FileProbe;
import dev.styxcache.tools.validate.Validator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Says what a call would do, as JSON, and runs nothing; no file need exist.
 *
 * <p>The members are {@code tool}, {@code argv}, {@code in} (for each input its host path, whether
 * its folder is shown, and whether it is changed), {@code oc} (the outputs in the order of
 * declaration), {@code outs} (outputs by name) and {@code metadata}. Inputs are at {@code
 * /styx_input/<number>/<name>}, with their folder's name before theirs if it is shown; a copy is at
 * {@code /styx_output/<name>}. In {@code outs}, a copy is {@code {"mutable": <host path>}}, and the
 * lines of a stream are {@code ["<o1>","<o2>"]} and {@code ["<e1>"]}, which stand for any lines.
 */
public final class Plan {

  private static final String INPUTS = "/styx_input/";
  private static final String OUTPUTS = "/styx_output/";

  private Plan() {}

  /**
   * Plans the call of a tool.
   *
   * @param tool the tool
   * @param parameters its parameters by name
   * @return the plan
   * @throws RefusedCallException if the tool cannot be called so
   */
  public static Json.Obj of(DescribedTool tool, Json.Obj parameters) {
    BoundCall call = tool.bind(parameters, Plan::place, FileProbe.ANY);
    Map<String, Json> plan = new LinkedHashMap<>();
    plan.put("tool", Json.text(tool.name()));
    plan.put("argv", Json.texts(call.arguments()));
    plan.put("in", new Json.Arr(call.inputs().stream().map(Plan::input).toList()));
    plan.put("oc", Json.texts(call.outputPaths()));
    Map<String, Json> outputs = new LinkedHashMap<>();
    call.outputs().forEach((name, value) -> outputs.put(name, output(value)));
    plan.put("outs", new Json.Obj(outputs));
    plan.put("metadata", metadata(tool));
    return new Json.Obj(plan);
  }

  /**
   * Plans a call whose dictionary of parameters names the tool by its {@code @type}.
   *
   * @param catalog finds the tool
   * @param request the dictionary
   * @return the plan, or {@code {"error": …}} if the call is refused
   */
  public static Json.Obj ofRequest(ToolCatalog catalog, Json request) {
    try {
      if (request instanceof Json.Obj parameters
          && parameters.members().get(Validator.TYPE) instanceof Json.Text type) {
        return of(catalog.tool(type.value()), parameters);
      }
      return error("a request is an object whose @type is the name of a tool");
    } catch (RefusedCallException | UnknownToolException | BadCatalogException e) {
      return error(String.valueOf(e.getMessage()));
    }
  }

  private static Json.Obj error(String message) {
    return new Json.Obj(Map.of("error", Json.text(message)));
  }

  private static String place(int index, BoundInput input) {
    if (input.mutable()) {
      return OUTPUTS + input.name();
    }
    String folder = input.resolveParent() ? input.parentName() : "";
    return INPUTS + index + "/" + (folder.isEmpty() ? "" : folder + "/") + input.name();
  }

  private static Json input(BoundInput input) {
    return new Json.Arr(
        List.of(
            Json.text(input.path()), Json.bool(input.resolveParent()), Json.bool(input.mutable())));
  }

  private static Json output(OutputValue value) {
    if (value instanceof OutputValue.Path path) {
      return Json.text(path.path());
    } else if (value instanceof OutputValue.Matches matches) {
      return Json.texts(List.of(matches.pattern()));
    } else if (value instanceof OutputValue.MutableCopy copy) {
      return new Json.Obj(Map.of("mutable", Json.text(copy.hostPath())));
    } else if (value instanceof OutputValue.Many many) {
      List<Json> values = new ArrayList<>();
      many.values().forEach(one -> values.add(output(one)));
      return new Json.Arr(values);
    } else if (value instanceof OutputValue.Lines lines) {
      return Json.texts(
          lines.stream() == StreamOutput.Stream.STDOUT ? List.of("<o1>", "<o2>") : List.of("<e1>"));
    }
    return Json.NULL;
  }

  private static Json metadata(DescribedTool tool) {
    Map<String, Json> metadata = new LinkedHashMap<>();
    metadata.put("id", Json.text(tool.id()));
    metadata.put("name", Json.text(tool.tool().title()));
    metadata.put("package", Json.text(tool.packageName()));
    tool.image().ifPresent(image -> metadata.put("image", Json.text(image)));
    if (!tool.citations().isEmpty()) {
      metadata.put("citations", Json.texts(tool.citations()));
    }
    return new Json.Obj(metadata);
  }
}
