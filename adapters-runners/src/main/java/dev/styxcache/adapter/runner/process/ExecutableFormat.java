package dev.styxcache.adapter.runner.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Detects files that the kernel would refuse to execute.
 *
 * <p>The check comes before the start: when the kernel refuses a file, Java passes it to {@code
 * /bin/sh}, as POSIX demands for scripts without a {@code #!} line. The shell then reads a program
 * for another machine as text, and the result looks like a failure of the tool.
 */
final class ExecutableFormat {

  /** Length of an ELF header up to its machine, in bytes. */
  private static final int HEADER_BYTES = 20;

  /** How much of a file is searched for a NUL, in bytes, as by shells. */
  private static final int TEXT_BYTES = 128;

  private static final int CLASS = 4;
  private static final int BYTE_ORDER = 5;
  private static final int MACHINE = 18;

  /** A program that this kernel certainly runs: the JVM's. Exists on Linux only. */
  private static final Path RUNNING = Path.of("/proc/self/exe");

  /** Formats that administrators added: {@code binfmt_misc}. */
  private static final Path ADDED_FORMATS = Path.of("/proc/sys/fs/binfmt_misc");

  private ExecutableFormat() {}

  /**
   * Looks for what prevents the execution of a file. Reports no fault where this cannot be known:
   * on systems other than Linux, for files that are executable but not readable, and where formats
   * were added to the kernel.
   *
   * @param file an executable file
   * @return the fault and what to do, as the end of a sentence about the file
   */
  static Optional<String> findFault(Path file) {
    return findFault(file, RUNNING, ADDED_FORMATS);
  }

  static Optional<String> findFault(Path file, Path running, Path addedFormats) {
    Optional<byte[]> known = start(running);
    Optional<byte[]> start = start(file);
    if (known.isEmpty()
        || start.isEmpty()
        || isTextOrEmpty(start.get())
        || formatsWereAdded(addedFormats)) {
      return Optional.empty();
    }
    if (!isElf(start.get())) {
      return Optional.of(
          "is neither a program of this system nor a script: it cannot be executed here");
    }
    return runsLike(known.get(), start.get())
        ? Optional.empty()
        : Optional.of(
            "is a damaged program, or one for another kind of machine: install it for this machine");
  }

  /** By bash's definition: text has no NUL in its first line. */
  private static boolean isTextOrEmpty(byte[] start) {
    for (byte b : start) {
      if (b == '\n') {
        return true;
      }
      if (b == 0) {
        return false;
      }
    }
    return !isElf(start);
  }

  private static boolean isElf(byte[] start) {
    return start.length >= CLASS
        && start[0] == 0x7f
        && start[1] == 'E'
        && start[2] == 'L'
        && start[3] == 'F';
  }

  /**
   * Whether two headers are of one machine. Many 64-bit machines run 32-bit programs, and no header
   * says whether this one does, so those pass.
   */
  private static boolean runsLike(byte[] known, byte[] other) {
    if (other.length < HEADER_BYTES || other[BYTE_ORDER] != known[BYTE_ORDER]) {
      return false;
    }
    boolean narrower = other[CLASS] < known[CLASS];
    boolean sameMachine = Arrays.equals(known, MACHINE, HEADER_BYTES, other, MACHINE, HEADER_BYTES);
    return narrower || (sameMachine && other[CLASS] == known[CLASS]);
  }

  private static Optional<byte[]> start(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return Optional.of(in.readNBytes(TEXT_BYTES));
    } catch (IOException e) {
      return Optional.empty(); // An unreadable file is no fault: the kernel can execute it.
    }
  }

  private static boolean formatsWereAdded(Path directory) {
    try (DirectoryStream<Path> formats = Files.newDirectoryStream(directory)) {
      for (Path format : formats) {
        String name = String.valueOf(format.getFileName());
        if (!name.equals("register") && !name.equals("status")) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false; // Not mounted, so nothing was added.
    }
  }
}
