package dev.styxcache.cli.calls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.cli.calls.Caller.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that the command names and that are neither inputs nor outputs. */
class UndeclaredFilesTest {

  private static final int USAGE = 2;

  @TempDir Path directory;
  private Caller caller;
  private Path data;

  @BeforeEach
  void makeFiles() {
    caller = new Caller(directory);
    data = caller.file("data.txt", "one");
  }

  private void answer(String answer) {
    caller.with("STYXCACHE_POLICY_UNDECLARED", answer);
  }

  /** A form of an argument, with the path of the file for PATH. */
  private String form(String text) {
    return text.replace("PATH", data.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PATH",
        "--in=PATH",
        "if=PATH",
        "-IPATH",
        "@PATH",
        "MI[PATH,1,32]",
        "a,PATH,b",
        "cat PATH >out",
        "cat 'PATH'",
        "x:PATH"
      })
  void absolutePath_isToldOf_inOneLineWithTheOptionToAdd(String argument) {
    Result result = caller.call("run", "--", "echo", form(argument));

    assertThat(result.code()).isZero();
    assertThat(result.err().lines())
        .filteredOn(line -> line.contains("warning"))
        .singleElement()
        .asString()
        .contains("no declared input", "add -i " + data);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        ".",
        "/usr/bin/sort",
        "/dev/null",
        "/etc/passwd",
        "/proc/self/maps",
        "/tmp",
        "-/",
        "=",
        "",
        "work",
        "/absent/file",
        "s/a/b/",
        "http://example.org/x",
        "echo x > PATH",
        "echo x >>'PATH'"
      })
  void whatIsNoFileOfTheUsers_isNotToldOf(String argument) {
    Result result = caller.call("run", "--", "echo", form(argument));

    assertThat(result.err()).doesNotContain("warning");
  }

  @Test
  void declaredInputs_filesBelowThem_andOutputs_areNotToldOf() throws IOException {
    caller.file("d/x", "1");
    caller.file("out.txt", "of last week");
    Files.createSymbolicLink(caller.work.resolve("way"), caller.work);
    String here = caller.work.toString();

    Result result =
        caller.call(
            "run",
            "-i",
            here + "/d",
            "-i",
            "data.txt",
            "-o",
            "out.txt",
            "--",
            "sh",
            "-c",
            "echo \"$@\" > out.txt",
            "sh",
            here + "/d",
            here + "/d/x",
            here + "/way/data.txt",
            "data.txt",
            "--to=out.txt",
            "out.txt");

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.err()).doesNotContain("warning");
  }

  @Test
  void theExecutable_isNoUndeclaredFile_andAScriptIs() throws IOException {
    Path tool = caller.file("tool.sh", "#!/bin/sh\necho ran\n");
    assertThat(tool.toFile().setExecutable(true)).isTrue();

    assertThat(caller.call("run", "--", tool.toString(), tool.toString()).err())
        .doesNotContain("warning");
    assertThat(caller.call("run", "--", "sh", "tool.sh").err()).contains("add -i tool.sh");
    assertThat(caller.call("run", "--", "sh", tool.toString()).err()).contains("add -i " + tool);
  }

  @Test
  void undeclaredFile_isRefusedBeforeAnythingRuns_ifSoConfigured() {
    answer("fail");

    Result result = caller.call("run", "-o", "o", "--", "cp", data.toString(), "o");

    assertThat(result.code()).isEqualTo(USAGE);
    assertThat(result.err()).contains("add -i " + data);
    assertThat(caller.cache).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PATH", "data.txt", "./data.txt"})
  void undeclaredFile_becomesAnInput_ifSoConfigured(String argument) {
    answer("declare");
    String[] call = {"run", "-o", "o", "--", "cp", form(argument), "o"};

    assertThat(caller.call(call).status()).isEqualTo("miss");
    assertThat(caller.call(call).status()).isEqualTo("hit");
    caller.file("data.txt", "two");
    assertThat(caller.call(call).status()).isEqualTo("miss");
    assertThat(caller.call(call).status()).isEqualTo("hit");
  }

  @Test
  void declaredFile_hasTheKeyOfTheOption() {
    String declared = caller.call("key", "-i", "data.txt", "--", "cat", "data.txt").out();
    answer("declare");

    assertThat(caller.call("key", "--", "cat", "data.txt").out()).isEqualTo(declared);
  }

  @Test
  void partOfAnArgument_becomesAnInput_andTheRestStays() {
    answer("declare");
    String script = "cat " + data + " " + data + " && echo from=" + data;

    Result first = caller.call("run", "--", "sh", "-c", script);
    caller.file("data.txt", "two");
    Result second = caller.call("run", "--", "sh", "-c", script);

    assertThat(first.out()).isEqualTo("oneonefrom=" + data + "\n");
    assertThat(second.out()).isEqualTo("twotwofrom=" + data + "\n");
    assertThat(second.status()).isEqualTo("miss");
  }

  @Test
  void directory_becomesAnInput_withItsTrailingSlash() {
    caller.file("d/x", "1");
    answer("declare");

    Result result = caller.call("run", "--", "echo", caller.work + "/d/");

    assertThat(result.out()).isEqualTo(caller.work + "/d/\n");
    assertThat(result.err()).doesNotContain("warning");
  }

  @Test
  void nameWithALineFeed_isQuoted() {
    Path odd = caller.file("a\nb", "1");

    assertThat(caller.call("run", "--", "cat", odd.toString()).err()).contains("-i '" + odd + "'");
  }

  @Test
  void manyFiles_areNamedInPart() {
    String[] call = new String[23];
    System.arraycopy(new String[] {"run", "--", "echo"}, 0, call, 0, 3);
    for (int i = 3; i < call.length; i++) {
      call[i] = caller.file("f" + i, "").toString();
    }

    assertThat(caller.call(call).err()).contains("20 arguments are files", "and 15 more");
  }

  @Test
  void relativeName_isToldOf_sinceTheToolRunsElsewhere() {
    Result result = caller.call("run", "--", "cat", "data.txt");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("the tool runs in another directory; add -i data.txt");
  }

  @Test
  void softwareDirectory_isNotToldOf() {
    caller.with("STYXCACHE_RUNNER_SOFTWARE_DIRS", caller.work.toString());

    assertThat(caller.call("run", "--", "cat", data.toString()).err()).doesNotContain("warning");
  }

  @Test
  void requests_areCheckedWhenTheyRun() {
    caller.file(
        "call.json",
        "{\"metadata\": {\"id\": \"a\", \"name\": \"b\", \"package\": \"c\"},"
            + " \"command\": [\"cat\", \""
            + data
            + "\"]}");

    Result warned = caller.call("run", "--request", "call.json");
    answer("fail");
    Result refused = caller.call("run", "--request", "call.json");

    assertThat(warned.err()).contains("warning: the command of c/b names " + data);
    assertThat(refused.code()).isEqualTo(125);
    assertThat(refused.err()).contains("names " + data);
  }

  @Test
  void withoutTheCache_nothingIsToldOf_andDeclaredFilesAreStillFound() {
    assertThat(caller.call("run", "--no-cache", "--", "cat", data.toString()).err())
        .doesNotContain("warning");
    answer("declare");
    assertThat(caller.call("run", "--no-cache", "--", "cat", "data.txt").out()).isEqualTo("one");
  }
}
