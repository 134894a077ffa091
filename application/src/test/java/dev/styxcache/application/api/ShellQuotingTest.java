package dev.styxcache.application.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real shell reads the quoted text back. */
class ShellQuotingTest {

  private static final long SEED = 20261122L;

  @Test
  void quote_whenNothingIsSpecial_leavesTheArgumentAsItIs() {
    assertThat(ShellQuoting.quote(List.of("bet", "/data/sub-01_T1w.nii.gz", "-f=0.5", "a@b,c:d%+")))
        .isEqualTo("bet /data/sub-01_T1w.nii.gz -f=0.5 a@b,c:d%+");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        "it's",
        "'",
        "''",
        "\"quoted\"",
        "$HOME",
        "`id`",
        "$(id)",
        "\\",
        "end\\",
        "a\nb",
        "ends with a line feed\n",
        "\n",
        "\r\n",
        "\t",
        "*",
        "?[a-z]",
        "~",
        "~root",
        "#comment",
        "a;b",
        "a&b",
        "a|b",
        "<in",
        ">out",
        "!history",
        "{a,b}",
        "-n",
        "--",
        "A=b",
        "größe",
        "脑",
        "🧠",
        "\u0001\u007f"
      })
  void quote_whateverTheArgument_isReadBackByAShell(String argument) throws Exception {
    assertThat(readBack(List.of(argument))).containsExactly(argument);
  }

  @Test
  void quote_whenArgumentsAreRandom_areReadBackByAShell() throws Exception {
    String alphabet = "aZ0 '\"\\$`!*?[]{}()<>|&;#~=%\n\r\tä脑";
    Random random = new Random(SEED);
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      StringBuilder argument = new StringBuilder();
      for (int length = random.nextInt(12); length > 0; length--) {
        argument.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      arguments.add(argument.toString());
    }
    assertThat(readBack(arguments)).as("seed %d", SEED).isEqualTo(arguments);
  }

  @ParameterizedTest
  @ValueSource(strings = {"A=b", "if", "time", "while", "case", "{", "!"})
  void quote_whenTheCommandsNameMeansSomethingToAShell_isStillACommand(String name)
      throws Exception {
    // "not found" is 127; an assignment would be 0, a keyword a syntax error (2).
    assertThat(sh("PATH=/nowhere; " + ShellQuoting.quote(List.of(name, "x"))).exitCode())
        .isEqualTo(127);
  }

  private static List<String> readBack(List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("printf", "%s\\0"));
    command.addAll(arguments);
    String output = sh(ShellQuoting.quote(command)).output();
    assertThat(output).endsWith("\0");
    return List.of(output.substring(0, output.length() - 1).split("\0", -1));
  }

  private static Answer sh(String script) throws Exception {
    Process process =
        new ProcessBuilder("sh", "-c", script)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Answer(process.waitFor(), output);
  }

  private record Answer(int exitCode, String output) {}
}
