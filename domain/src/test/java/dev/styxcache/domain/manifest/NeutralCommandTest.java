package dev.styxcache.domain.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.domain.manifest.NeutralCommand.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeutralCommandTest {

  private static final int CASES = 20_000;

  private static String neutral(String argument) {
    return new NeutralCommand(
            List.of(new Place("/data/a", "input 0"), new Place("/data/a/b.nii", "input 1")))
        .of(List.of("tool", argument), false)
        .get(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "/data/a <input_0>",
        "/data/a/b.nii <input_1>",
        "/data/a/c <input_0>/c",
        "--in=/data/a --in=<input_0>",
        "/data/a,/data/a/b.nii <input_0>,<input_1>",
        "/data/a:ro <input_0>:ro",
        "MI[/data/a,1] MI[<input_0>,1]",
        "-I/data/a -I<input_0>",
        "@/data/a @<input_0>",
      })
  void path_isReplaced_whereItStandsAsOne(String argument, String expected) {
    assertThat(neutral(argument)).isEqualTo(expected.replace("input_", "input "));
  }

  @ParameterizedTest
  @CsvSource({"/data/ab", "/data/a.txt", "x/data/a", "/mnt/data/a", "/dat", "data/a", "-1/data/a"})
  void pathThatIsOnlyAPartOfAnother_stays(String argument) {
    assertThat(neutral(argument)).isEqualTo(argument);
  }

  @Test
  void argumentThatLooksLikeAMark_isNone() {
    assertThat(neutral("<input 0>")).isEqualTo("<<input 0>").isNotEqualTo(neutral("/data/a"));
    assertThat(neutral("</data/a")).isEqualTo("<<<input 0>");
  }

  @Test
  void relativeNameWithoutASlash_isText() {
    NeutralCommand neutral = new NeutralCommand(List.of(new Place("3", "input 0")));
    assertThat(neutral.of(List.of("tool", "-k", "3"), false)).containsExactly("tool", "-k", "3");
  }

  @Test
  void firstWord_isItsBaseName_whereItsDigestIsKnown() {
    NeutralCommand neutral = new NeutralCommand(List.of());
    assertThat(neutral.of(List.of("/opt/fsl/bin/bet", "/x"), true)).containsExactly("bet", "/x");
    assertThat(neutral.of(List.of("/opt/fsl/bin/bet"), false)).containsExactly("/opt/fsl/bin/bet");
  }

  /** Pieces of a command: text, or the number of a path. */
  private record Piece(String text, int path) {}

  @Test
  void randomCommands_areEqualExactlyWhereTheyDifferInPathsAlone() {
    long seed = System.nanoTime();
    System.out.println("NeutralCommandTest seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < CASES; i++) {
      List<List<Piece>> command = command(random);
      List<String> here = places(random);
      List<String> there = places(random);
      List<String> first = neutral(command, here);

      assertThat(neutral(command, there))
          .as("%s at %s and %s", command, here, there)
          .isEqualTo(first);
      List<List<Piece>> other = changed(random, command);
      if (!other.equals(command)) {
        assertThat(neutral(other, there)).as("%s and %s", command, other).isNotEqualTo(first);
      }
    }
  }

  private static List<String> neutral(List<List<Piece>> command, List<String> paths) {
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < paths.size(); i++) {
      places.add(new Place(paths.get(i), "place " + i));
    }
    List<String> arguments = new ArrayList<>();
    for (List<Piece> argument : command) {
      StringBuilder text = new StringBuilder();
      argument.forEach(p -> text.append(p.path() < 0 ? p.text() : paths.get(p.path())));
      arguments.add(text.toString());
    }
    return new NeutralCommand(places).of(arguments, false);
  }

  /** Paths of inputs and directories of one machine, some of them one below the other. */
  private static List<String> places(Random random) {
    String root =
        List.of("/data", "/home/u1/x y", "/tmp/tmp" + random.nextInt(100)).get(random.nextInt(3));
    String deep = root + "/d" + random.nextInt(3);
    return List.of(
        root + "/in <" + random.nextInt(9),
        deep,
        deep + "/sub/f,1.txt",
        "/scratch/" + random.nextInt(9));
  }

  private static List<List<Piece>> command(Random random) {
    List<List<Piece>> command = new ArrayList<>();
    int count = 1 + random.nextInt(5);
    for (int i = 0; i < count; i++) {
      command.add(argument(random));
    }
    return command;
  }

  private static final List<String> BEFORE =
      List.of("", "--in=", "-I", "a,", "x:", "[", "cat ", "<", "-m MI[");
  private static final List<String> AFTER = List.of("", ":ro", ",1", "/file", "]", " > out", "/..");
  private static final List<String> TEXTS =
      List.of("-v", "0.5", "out", "<place 0>", "<<", "rel/path", "", "é", "/usr/lib/x");

  private static List<Piece> argument(Random random) {
    if (random.nextInt(3) == 0) {
      return List.of(new Piece(TEXTS.get(random.nextInt(TEXTS.size())), -1));
    }
    List<Piece> argument = new ArrayList<>();
    argument.add(new Piece(BEFORE.get(random.nextInt(BEFORE.size())), -1));
    argument.add(new Piece("", random.nextInt(4)));
    argument.add(new Piece(AFTER.get(random.nextInt(AFTER.size())), -1));
    return argument;
  }

  private static List<List<Piece>> changed(Random random, List<List<Piece>> command) {
    List<List<Piece>> other = new ArrayList<>(command);
    other.set(random.nextInt(other.size()), argument(random));
    return other;
  }
}
