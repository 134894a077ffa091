package dev.styxcache.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.cli.endtoend.Shell.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Invalid input gives an error that names the problem, the documented exit code, and no stack
 * trace.
 */
class BadInputIT {

  private static final int USAGE = 2;
  private static final int STYXCACHE_FAILED = 125;

  @TempDir Path directory;
  private Shell shell;
  private Result result = new Result(0, "", "");

  @BeforeEach
  void openShell() {
    shell = new Shell(directory);
    shell.file("in.txt", "content");
  }

  @AfterEach
  void noStackTraceAndNoLeftovers() {
    assertThat(result.err()).doesNotContain("\tat ").doesNotContain("Exception");
    assertThat(shell.names(".incoming")).isEmpty();
    assertThat(shell.entries()).isZero();
  }

  private void refused(int code, String... named) {
    assertThat(result.code()).as(result.err()).isEqualTo(code);
    for (String name : named) {
      assertThat(result.err()).contains(name);
    }
  }

  @Test
  void checkoutWithAColonInItsPath() {
    result = shell.sh("mkdir a:b && cp styxcache a:b/launcher && a:b/launcher --version");
    refused(STYXCACHE_FAILED, "a:b has a colon", "move it");
  }

  @Test
  void missingInput() {
    result = shell.styxcache("run", "-i", "missing.nii", "--", "cat", "missing.nii");
    refused(STYXCACHE_FAILED, "missing.nii");
  }

  @Test
  void deviceAsInput() {
    result = shell.styxcache("run", "-i", "/dev/zero", "--", "cat", "/dev/zero");
    refused(STYXCACHE_FAILED, "/dev/zero");
  }

  @Test
  void pipeAsInput() {
    assertThat(shell.sh("mkfifo pipe").code()).isZero();
    result = shell.styxcache("run", "-i", "pipe", "--", "cat", "pipe");
    refused(STYXCACHE_FAILED, "pipe");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "/x", "a/../../x"})
  void outputNameOutsideTheOutputDirectory(String name) {
    result = shell.styxcache("run", "-o", name, "--", "true");
    refused(USAGE, name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"w.txt", "./w.txt", "d/../w.txt"})
  void argumentThatIsAnInputAndAnOutput(String name) {
    shell.file("d/x", "");
    Path input = shell.file("w.txt", "b\na\n");
    result = shell.styxcache("run", "-i", name, "-o", name, "--", "sort", "-o", name, name);
    refused(USAGE, name, "another name");
    assertThat(input).hasContent("b\na");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-i",
        "-o",
        "--optional-output",
        "--mutable",
        "-e",
        "-p",
        "--tool",
        "--tool-id",
        "--image",
        "--runner",
        "--cache-dir",
        "--config",
        "--export",
        "--request"
      })
  void emptyValue(String option) {
    result = shell.styxcache("run", option, "", "--", "true");
    refused(USAGE, option, "empty");
    result = shell.styxcache("run", option + "=", "--", "true");
    assertThat(result.code()).as(result.err()).isEqualTo(USAGE);
  }

  @Test
  void emptyOperand() {
    result = shell.styxcache("hash", "");
    refused(1, "the path is empty");
    assertThat(result.out()).isEmpty();
    result = shell.styxcache("show", "");
    refused(USAGE, "give one key");
    result = shell.with("STYXCACHE_CACHE_DIR", "").styxcache("ls");
    refused(USAGE, "STYXCACHE_CACHE_DIR", "empty");
  }

  @Test
  void deletedWorkingDirectory() {
    result = shell.sh("mkdir gone && cd gone && rmdir ../gone && styxcache ls");
    refused(STYXCACHE_FAILED, "the working directory was deleted");
    result = shell.sh("mkdir gone && cd gone && rmdir ../gone && mkdir ../gone && styxcache ls");
    refused(STYXCACHE_FAILED, "the working directory was deleted");
  }

  @Test
  void unknownOption() {
    result = shell.styxcache("run", "--inptu", "in.txt", "--", "true");
    refused(USAGE, "--inptu");
  }

  @Test
  void unknownCommand() {
    result = shell.styxcache("rnu");
    refused(USAGE, "rnu", "the nearest is run");
    result = shell.styxcache("frobnicate");
    refused(USAGE, "frobnicate");
    assertThat(result.err()).doesNotContain("nearest");
  }

  @Test
  void unknownConfigurationKey() {
    shell.file("styxcache.toml", "[cache]\n\ndirr = \"x\"\n");
    result = shell.styxcache("run", "--", "true");
    refused(USAGE, "styxcache.toml", "3", "dirr", "dir");
  }

  @Test
  void configurationValueOfTheWrongType() {
    shell.file("styxcache.toml", "[policy]\ninput_names = \"yes\"\n");
    result = shell.styxcache("run", "--", "true");
    refused(USAGE, "styxcache.toml", "2", "input_names");
  }

  @Test
  void configurationThatIsNotToml() {
    shell.file("styxcache.toml", "[cache\n");
    result = shell.styxcache("run", "--", "true");
    refused(USAGE, "styxcache.toml");
  }

  @Test
  void unknownVariable() {
    result = shell.with("STYXCACHE_CACHE_DRI", "x").styxcache("run", "--", "true");
    refused(USAGE, "STYXCACHE_CACHE_DRI", "STYXCACHE_CACHE_DIR");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "{\"metadata\": 1}",
        "{\"metadata\": {\"id\": \"a\", \"name\": \"b\", \"package\": \"c\"}, \"parms\": {}}"
      })
  void malformedRequest(String request) {
    shell.file("request.json", request);
    result = shell.styxcache("key", "--request", "request.json");
    refused(USAGE, "request.json");
  }

  @Test
  void unknownMemberOfARequest_isNamed() {
    shell.file(
        "request.json",
        "{\"metadata\": {\"id\": \"a\", \"name\": \"b\", \"package\": \"c\"}, \"parms\": {}}");
    result = shell.styxcache("key", "--request", "request.json");
    refused(USAGE, "parms");
  }

  @Test
  void missingRequest() {
    result = shell.styxcache("run", "--request", "no-request.json");
    assertThat(result.code()).isIn(USAGE, STYXCACHE_FAILED);
    assertThat(result.err()).contains("no-request.json");
  }

  @Test
  void noCommand() {
    result = shell.styxcache("run", "-i", "in.txt");
    refused(USAGE, "there is no command");
  }

  @Test
  void unknownRunner() {
    result = shell.styxcache("run", "--runner", "dokcer", "--", "true");
    refused(USAGE, "dokcer", "local");
  }

  @Test
  void keyWithoutAnEntry() {
    result = shell.styxcache("show", "0123456789");
    assertThat(result.code()).isNotZero();
    assertThat(result.err()).contains("0123456789");
  }

  @Test
  void cacheDirectoryThatIsAFile() {
    shell.file("cache-file", "");
    for (String[] call :
        new String[][] {
          {"ls", "--cache-dir", "cache-file"}, {"run", "--cache-dir", "cache-file", "--", "true"}
        }) {
      result = shell.styxcache(call);
      refused(STYXCACHE_FAILED, "cache-file");
    }
  }

  @Test
  void uncreatableCacheDirectory_stopsNoRun() {
    result = shell.styxcache("run", "--cache-dir", "/proc/cache", "--", "echo", "works");
    assertThat(result.code()).isZero();
    assertThat(result.out()).isEqualTo("works\n");
    assertThat(result.err()).contains("/proc/cache").contains("without the cache");
    result = new Result(0, "", "");
  }

  @Test
  void uncreatableCacheDirectory_stopsARunWithOnErrorFail() {
    shell.file("styxcache.toml", "[store]\non_error = \"fail\"\n");
    result = shell.styxcache("run", "--cache-dir", "/proc/cache", "--", "echo", "works");
    refused(STYXCACHE_FAILED, "/proc/cache");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void missingOutput_isAnError_andNothingIsStored() {
    result = shell.styxcache("run", "-o", "made.txt", "--", "true");
    assertThat(result.code()).isNotZero();
    assertThat(result.err()).contains("made.txt");
  }

  @Test
  void unreadableInput() {
    boolean root = "root".equals(System.getProperty("user.name"));
    Path unreadable = shell.file("secret/in.txt", "x");
    if (root) {
      // Root can read everything except a path below a file.
      result = shell.styxcache("run", "-i", "in.txt/x", "--", "true");
      refused(STYXCACHE_FAILED, "in.txt/x");
    } else {
      assertThat(unreadable.toFile().setReadable(false)).isTrue();
      result = shell.styxcache("run", "-i", "secret/in.txt", "--", "true");
      refused(STYXCACHE_FAILED, "secret/in.txt");
    }
  }

  @Test
  void debug_showsTheStackTrace() {
    Result debugged =
        shell.styxcache("--debug", "run", "-i", "missing.nii", "--", "cat", "missing.nii");
    if (debugged.code() == USAGE) {
      debugged = shell.styxcache("run", "--debug", "-i", "missing.nii", "--", "cat", "missing.nii");
    }
    assertThat(debugged.code()).isEqualTo(STYXCACHE_FAILED);
    assertThat(debugged.err()).contains("\tat ");
    result = new Result(0, "", "");
    assertThat(Files.exists(directory.resolve("styx_tmp"))).isFalse();
  }
}
