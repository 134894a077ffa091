package dev.styxcache.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.domain.json.CanonicalJson;
import dev.styxcache.domain.json.Json;
import dev.styxcache.tools.model.Docs;
import dev.styxcache.tools.model.Parameter;
import dev.styxcache.tools.model.ParameterType;
import dev.styxcache.tools.model.ParameterType.Arm;
import dev.styxcache.tools.model.ParameterType.Range;
import dev.styxcache.tools.model.ParameterType.Struct;
import dev.styxcache.tools.options.OptionReader;
import dev.styxcache.tools.validate.Fault;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionReaderTest {

  private static Parameter parameter(String name, ParameterType type) {
    return new Parameter(name, type, true, null, Docs.NONE);
  }

  private static ParameterType list(ParameterType item) {
    return new ParameterType.ListOf(item, null, null);
  }

  private static final ParameterType TEXT = new ParameterType.Text();
  private static final ParameterType WHOLE = new ParameterType.Whole(Range.ANY);
  private static final ParameterType NUMBER = new ParameterType.Decimal(Range.ANY);

  private static final Struct INNER =
      new Struct(
          List.of(
              parameter("count", WHOLE), parameter("label", TEXT), parameter("tags", list(TEXT))));

  private static final Struct OTHER = new Struct(List.of(parameter("label", NUMBER)));

  private static final ParameterType UNION =
      new ParameterType.Union(
          List.of(new Arm("one", INNER), new Arm("two", OTHER)), List.of(Json.text("none")));

  private static final Struct TOOL =
      new Struct(
          List.of(
              parameter("in_file", new ParameterType.File(false, false)),
              parameter("fraction", NUMBER),
              parameter("steps", WHOLE),
              parameter("verbose", new ParameterType.Flag()),
              parameter("level", new ParameterType.Count()),
              parameter(
                  "mode", new ParameterType.Choice(List.of(Json.integer(1), Json.text("fast")))),
              parameter("words", list(TEXT)),
              parameter("numbers", list(NUMBER)),
              parameter("outer", INNER),
              parameter("many", list(INNER)),
              parameter("either", UNION)));

  private static String read(String... arguments) {
    return readAfter("{}", arguments);
  }

  private static String readAfter(String before, String... arguments) {
    OptionReader.Result result = result(before, arguments);
    assertThat(result.faults()).isEmpty();
    return CanonicalJson.write(result.parameters()).replace('"', '\'');
  }

  private static List<String> faults(String... arguments) {
    return result("{}", arguments).faults().stream().map(Fault::text).toList();
  }

  private static OptionReader.Result result(String before, String... arguments) {
    return OptionReader.read(
        TOOL, JacksonJson.object(before), List.of(arguments), new JacksonJson());
  }

  @Test
  void valuesAreReadByTheirTypes() {
    assertThat(read("--in-file", "a b.nii", "--fraction", "0.4", "--steps=-3"))
        .isEqualTo("{'fraction':0.4,'in_file':'a b.nii','steps':-3}");
    assertThat(read("--fraction", "1")).isEqualTo("{'fraction':1}");
    assertThat(read("--fraction", "1.0")).isEqualTo("{'fraction':1.0}");
    assertThat(read("--fraction", "-1e-3")).isEqualTo("{'fraction':-0.001}");
    assertThat(read("--mode", "1")).isEqualTo("{'mode':1}");
    assertThat(read("--mode", "fast")).isEqualTo("{'mode':'fast'}");
    assertThat(read("--in_file", "7", "--words", "8")).isEqualTo("{'in_file':'7','words':['8']}");
  }

  @Test
  void whatDoesNotFitStaysATextForTheValidator() {
    assertThat(read("--steps", "many", "--fraction", "x"))
        .isEqualTo("{'fraction':'x','steps':'many'}");
    assertThat(read("--unknown", "1", "--outer.wrong", "2"))
        .isEqualTo("{'outer':{'wrong':'2'},'unknown':'1'}");
    assertThat(read("--steps.deep", "1")).isEqualTo("{'steps.deep':'1'}");
  }

  @Test
  void aFlagTakesNoValueUnlessItIsATruthValue() {
    assertThat(read("--verbose", "--steps", "1")).isEqualTo("{'steps':1,'verbose':true}");
    assertThat(read("--verbose", "false")).isEqualTo("{'verbose':false}");
    assertThat(read("--verbose=false")).isEqualTo("{'verbose':false}");
    assertThat(read("--level", "--level")).isEqualTo("{'level':2}");
    assertThat(read("--level", "3")).isEqualTo("{'level':3}");
  }

  @Test
  void aListIsMadeByRepetitionOrAsAWhole() {
    assertThat(read("--numbers", "1", "--words", "a", "--numbers", "2.5"))
        .isEqualTo("{'numbers':[1,2.5],'words':['a']}");
    assertThat(read("--numbers", "[1, 2]")).isEqualTo("{'numbers':[1,2]}");
    assertThat(read("--words", "[1, 2]")).isEqualTo("{'words':['[1, 2]']}");
    assertThat(read("--numbers", "[]")).isEqualTo("{'numbers':[]}");
  }

  @Test
  void objectsAreMadeOfMembersOrOfJson() {
    assertThat(read("--outer.count", "2", "--outer.tags", "x", "--outer.tags", "y"))
        .isEqualTo("{'outer':{'count':2,'tags':['x','y']}}");
    assertThat(read("--outer", "{\"count\": 2}", "--outer.label", "l"))
        .isEqualTo("{'outer':{'count':2,'label':'l'}}");
  }

  @Test
  void aMemberThatAnObjectInAListHasAlreadyBeginsTheNext() {
    assertThat(
            read(
                "--many.count",
                "1",
                "--many.tags",
                "x",
                "--many.tags",
                "y",
                "--many.count",
                "2",
                "--many",
                "{\"count\": 3}",
                "--many.label",
                "l"))
        .isEqualTo("{'many':[{'count':1,'tags':['x','y']},{'count':2},{'count':3,'label':'l'}]}");
  }

  @Test
  void theTagOfAUnionDecidesTheTypes() {
    assertThat(read("--either.label", "5", "--either.@type", "two"))
        .isEqualTo("{'either':{'@type':'two','label':5}}");
    assertThat(read("--either.@type=one", "--either.label", "5"))
        .isEqualTo("{'either':{'@type':'one','label':'5'}}");
    assertThat(readAfter("{\"either\":{\"@type\":\"two\"}}", "--either.label", "5"))
        .isEqualTo("{'either':{'@type':'two','label':5}}");
    assertThat(read("--either", "none")).isEqualTo("{'either':'none'}");
  }

  @Test
  void optionsReplaceWhatAFileSaid() {
    assertThat(
            readAfter(
                "{\"steps\":1,\"words\":[\"a\",\"b\"],\"outer\":{\"count\":1,\"label\":\"k\"}}",
                "--steps",
                "2",
                "--words",
                "c",
                "--outer.count",
                "9"))
        .isEqualTo("{'outer':{'count':9,'label':'k'},'steps':2,'words':['c']}");
  }

  @Test
  void whatCannotBeReadIsAFault() {
    assertThat(faults("-f", "--steps", "1", "--steps", "2", "--fraction", "--verbose"))
        .containsExactly(
            "-f: not the name of a parameter; allowed: --NAME VALUE or --NAME=VALUE",
            "steps: given twice; allowed: one value",
            "fraction: no value; allowed: a value behind it, or --NAME=VALUE");
    assertThat(faults("--outer", "{\"count\"")).hasSize(1);
    assertThat(faults("--words", "--not-a-parameter")).isEmpty();
  }
}
