package dev.styxcache.adapter.runner.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecutableFormatTest {

  /** ELF, 64 bits, little endian, x86-64. */
  private static final String THIS_MACHINE = elf(2, 1, ">\0");

  private static final String OTHER_MACHINE = elf(2, 1, "\u00b7\0");
  private static final String THE_SAME_IN_32_BITS = elf(1, 1, "\u0003\0");
  private static final String OTHER_BYTE_ORDER = elf(2, 2, "\0\u0016");

  @TempDir private Path directory;
  private Path running;
  private Path addedFormats;

  @BeforeEach
  void makeThisMachine() throws IOException {
    running = Files.writeString(directory.resolve("running"), THIS_MACHINE, ISO_8859_1);
    addedFormats = Files.createDirectory(directory.resolve("formats"));
    Files.createFile(addedFormats.resolve("register"));
    Files.createFile(addedFormats.resolve("status"));
  }

  @Test
  void findFault_whenAProgramOrScriptOfThisMachine_findsNone() throws IOException {
    assertThat(fault(THIS_MACHINE)).isEmpty();
    assertThat(fault(THE_SAME_IN_32_BITS)).isEmpty();
    assertThat(fault("#!/bin/sh\necho x\n")).isEmpty();
    assertThat(fault("echo a script without a first line of its own\n")).isEmpty();
    assertThat(fault("echo x\n\0\0 and data after its end")).isEmpty();
    assertThat(fault("")).isEmpty();
  }

  @Test
  void findFault_whenAProgramOfAnotherMachine_findsIt() throws IOException {
    assertThat(fault(OTHER_MACHINE)).hasValueSatisfying(x -> assertThat(x).contains("machine"));
    assertThat(fault(OTHER_BYTE_ORDER)).isPresent();
  }

  @Test
  void findFault_whenDamagedOrNoProgram_findsIt() throws IOException {
    assertThat(fault(THIS_MACHINE.substring(0, 10))).isPresent();
    assertThat(fault("MZ\0\0 of another system")).isPresent();
  }

  @Test
  void findFault_whenItCannotBeKnown_findsNone() throws IOException {
    Path other = Files.writeString(directory.resolve("file"), OTHER_MACHINE, ISO_8859_1);
    Path nowhere = directory.resolve("nowhere");
    assertThat(ExecutableFormat.findFault(other, nowhere, addedFormats)).isEmpty();
    assertThat(ExecutableFormat.findFault(nowhere, running, addedFormats)).isEmpty();
    assertThat(ExecutableFormat.findFault(other, running, nowhere)).isPresent();
    Files.createFile(addedFormats.resolve("qemu-aarch64"));
    assertThat(ExecutableFormat.findFault(other, running, addedFormats)).isEmpty();
  }

  @Test
  void findFault_onThisMachine_findsNoneInItsOwnPrograms() {
    assertThat(ExecutableFormat.findFault(Path.of("/bin/sh"))).isEmpty();
    assertThat(ExecutableFormat.findFault(Path.of(System.getProperty("java.home"), "bin/java")))
        .isEmpty();
  }

  private Optional<String> fault(String content) throws IOException {
    Path file = Files.writeString(directory.resolve("file"), content, ISO_8859_1);
    return ExecutableFormat.findFault(file, running, addedFormats);
  }

  private static String elf(int wordSize, int byteOrder, String machine) {
    return "\u007fELF"
        + (char) wordSize
        + (char) byteOrder
        + "\1"
        + "\0".repeat(9)
        + "\2\0"
        + machine
        + "\1\0\0\0"
        + "\0".repeat(40);
  }
}
