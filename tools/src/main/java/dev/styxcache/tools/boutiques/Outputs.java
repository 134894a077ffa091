package dev.styxcache.tools.boutiques;

import dev.styxcache.domain.json.Json;
import dev.styxcache.tools.grammar.Grammar;
import dev.styxcache.tools.grammar.Label;
import dev.styxcache.tools.grammar.OutputDeclaration;
import dev.styxcache.tools.grammar.OutputDeclaration.Part;
import dev.styxcache.tools.json.Members;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the output files of a Boutiques descriptor. */
final class Outputs {

  private Outputs() {}

  static List<OutputDeclaration> of(Members descriptor) {
    Map<String, Members> inputs = new LinkedHashMap<>();
    for (Members input : descriptor.objects("inputs")) {
      input.words("value-key").ifPresent(key -> inputs.put(key, input));
    }
    List<OutputDeclaration> outputs = new ArrayList<>();
    for (Members output : descriptor.objects("output-files")) {
      outputs.add(output(output, inputs));
    }
    return outputs;
  }

  /** What stands for an output whose key is on the command line. */
  static Grammar path(Members output) {
    String flag = output.text("command-line-flag").orElse("");
    String separator = output.text("command-line-flag-separator").orElse("");
    boolean separate = !flag.isEmpty() && output.get("command-line-flag-separator") == null;
    return new Grammar.OutputPath(
        output.required("id", "an output"), flag + separator, separate, Label.NONE);
  }

  private static OutputDeclaration output(Members output, Map<String, Members> inputs) {
    String id = output.required("id", "an output");
    if (output.get("file-template") != null) {
      throw new IllegalArgumentException(
          "the output " + id + " has a file-template: configuration files are not supported");
    }
    List<String> stripped = output.texts("path-template-stripped-extensions");
    List<OutputDeclaration.Rule> rules = new ArrayList<>();
    for (Members rule : output.objects("conditional-path-template")) {
      rule.all()
          .forEach(
              (test, path) -> {
                String template = path instanceof Json.Text text ? text.value() : "";
                rules.add(
                    new OutputDeclaration.Rule(
                        test.equals("default") ? null : TestParser.parse(test),
                        parts(template, inputs, stripped)));
              });
    }
    if (rules.isEmpty()) {
      String template = output.required("path-template", "the output " + id);
      rules.add(new OutputDeclaration.Rule(null, parts(template, inputs, stripped)));
    }
    return new OutputDeclaration(
        id, rules, output.isTrue("list"), output.isTrue("optional"), BoutiquesReader.docs(output));
  }

  private static List<Part> parts(
      String template, Map<String, Members> inputs, List<String> stripped) {
    List<Part> parts = new ArrayList<>();
    for (KeyTemplate.Piece piece : KeyTemplate.split(template, inputs.keySet())) {
      Members input = inputs.get(piece.text());
      if (piece.isKey() && input != null) {
        String absent = input.isTrue("optional") ? "" : null;
        parts.add(new Part.Reference(input.required("id", "an input"), stripped, absent));
      } else {
        parts.add(new Part.Literal(piece.text()));
      }
    }
    return parts;
  }
}
