package dev.styxcache.adapter.runner.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.application.api.ToolNotStartedException;
import dev.styxcache.application.api.ToolNotStartedException.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecutablesTest {

  @TempDir private Path here;

  @Test
  void find_whenTheCommandIsAnAbsolutePath_takesIt() throws IOException {
    Path tool = tool("bin/tool", "rwxr-xr-x");
    assertThat(Executables.find(tool.toString(), Path.of("/"), Optional.of(""))).isEqualTo(tool);
  }

  @Test
  void find_whenTheCommandIsARelativePath_startsFromTheWorkingDirectory() throws IOException {
    tool("bin/tool", "rwxr-xr-x");
    assertThat(Executables.find("./bin/tool", here, Optional.empty()))
        .isEqualTo(here.resolve("./bin/tool"));
    assertThat(Executables.find("bin/tool", here, Optional.empty()))
        .isEqualTo(here.resolve("bin/tool"));
  }

  @Test
  void find_whenTheCommandIsAName_takesTheFirstOfPath() throws IOException {
    tool("a/other", "rwxr-xr-x");
    Path first = tool("b/tool", "rwxr-xr-x");
    tool("c/tool", "rwxr-xr-x");
    assertThat(find("tool", here + "/nowhere:" + here + "/a:" + here + "/b:" + here + "/c"))
        .isEqualTo(first);
  }

  @Test
  void find_inPath_passesOverWhatCannotBeExecuted() throws IOException {
    Files.createDirectories(here.resolve("a/tool"));
    tool("b/tool", "rw-r--r--");
    Files.createDirectory(here.resolve("c"));
    Files.createSymbolicLink(here.resolve("c/tool"), here.resolve("nowhere"));
    Path good = tool("d/tool", "rwx------");
    assertThat(find("tool", here + "/a:" + here + "/b:" + here + "/c:" + here + "/d"))
        .isEqualTo(good);
  }

  @Test
  void find_inPath_whenOnlyFilesThatCannotBeExecuted_namesTheFirst() throws IOException {
    tool("a/tool", "rw-r--r--");
    tool("b/tool", "rw-r--r--");
    assertFault(
        () -> find("tool", here + "/nowhere:" + here + "/a:" + here + "/b"),
        Cause.NOT_EXECUTABLE,
        here + "/a/tool",
        "chmod");
  }

  @Test
  void find_inPath_whenOnlyADirectoryHasTheName_doesNotFindIt() throws IOException {
    Files.createDirectories(here.resolve("a/tool"));
    assertFault(() -> find("tool", here + "/a"), Cause.NOT_FOUND, "tool", "PATH");
  }

  @Test
  void find_inPath_whenAnElementIsEmptyOrRelative_startsFromTheWorkingDirectory()
      throws IOException {
    Path beside = tool("tool", "rwxr-xr-x");
    Path below = tool("bin/tool", "rwxr-xr-x");
    assertThat(find("tool", "")).isEqualTo(beside);
    assertThat(find("tool", "/nowhere:")).isEqualTo(beside);
    assertThat(find("tool", "bin")).isEqualTo(below);
  }

  @Test
  void find_whenThereIsNoPath_looksWhereSystemsHaveTheirTools() {
    assertThat(Executables.find("sh", here, Optional.empty())).isExecutable();
  }

  @Test
  void find_whenThereIsNothing_saysWhereItLooked() {
    assertFault(() -> find("tool", "/a:/b"), Cause.NOT_FOUND, "tool", "2 directories");
    assertFault(() -> find("./tool", "/a"), Cause.NOT_FOUND, here + "/./tool");
    assertFault(() -> find("", "/a"), Cause.NOT_FOUND, "empty");
    assertFault(() -> find("nul\0", "/a"), Cause.NOT_FOUND, "nul\\0");
    assertFault(() -> find("x".repeat(5000), "/a"), Cause.NOT_FOUND, "xxx");
    assertFault(() -> find("/etc/passwd/tool", "/a"), Cause.NOT_FOUND, "/etc/passwd/tool");
  }

  @Test
  void find_whenThereIsNothingToExecute_saysWhy() throws Exception {
    assertFault(() -> find(here.toString(), ""), Cause.NOT_EXECUTABLE, here + " is a directory");
    assertFault(() -> find("/dev/null", ""), Cause.NOT_EXECUTABLE, "/dev/null is a device");
    Path loop = Files.createSymbolicLink(here.resolve("loop"), here.resolve("loop"));
    assertFault(() -> find(loop.toString(), ""), Cause.NOT_FOUND, loop.toString());
    Path plain = tool("plain", "rw-r--r--");
    assertFault(() -> find(plain.toString(), ""), Cause.NOT_EXECUTABLE, plain.toString(), "chmod");
  }

  @Test
  void find_whenAToolIsALink_keepsTheNameThatItIsCalledBy() throws IOException {
    Path tool = tool("real", "rwxr-xr-x");
    Path link = Files.createSymbolicLink(here.resolve("called"), tool);
    assertThat(find(link.toString(), "")).isEqualTo(link);
  }

  private Path find(String command, String path) {
    return Executables.find(command, here, Optional.of(path));
  }

  private static void assertFault(ThrowingCallable call, Cause why, String... mentions) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ToolNotStartedException.class, e -> assertThat(e.why()).isEqualTo(why))
        .satisfies(e -> assertThat(e.getMessage()).contains(mentions));
  }

  private Path tool(String name, String mode) throws IOException {
    Path file = here.resolve(name);
    Files.createDirectories(here.resolve(name + "/..").normalize());
    Files.writeString(file, "#!/bin/sh\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }
}
