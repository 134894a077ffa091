package dev.styxcache.adapter.runner.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Tells files that the kernel would refuse as programs.
 *
 * <p>It has to be asked beforehand. When the kernel refuses a file, Java gives it to {@code
 * /bin/sh}, as POSIX wants it for scripts without a first line that names their interpreter. The
 * shell then reads a program for another machine as if it were text, and what comes of it looks
 * like a failure of the tool.
 */
final class ExecutableFormat {

  /** The header of an ELF file up to the machine that it is for. */
  private static final int HEADER_BYTES = 20;

  /** So much of a file is looked at for a NUL, as shells do. */
  private static final int TEXT_BYTES = 128;

  private static final int CLASS = 4;
  private static final int BYTE_ORDER = 5;
  private static final int MACHINE = 18;

  /** A program that this kernel runs for certain: the running JVM's. Only Linux has it. */
  private static final Path RUNNING = Path.of("/proc/self/exe");

  /** Formats that administrators have added: {@code binfmt_misc}. */
  private static final Path ADDED_FORMATS = Path.of("/proc/sys/fs/binfmt_misc");

  private ExecutableFormat() {}

  /**
   * Looks for what keeps a file from being a program. Where this cannot be known, there is no
   * fault: on other systems than Linux, for files that may be executed but not read, and where
   * further formats were added to the kernel.
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

  /** As bash has it: text has no NUL in its first line. */
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
   * Whether two headers are of one machine. Programs of 32 bits run on many machines of 64 bits,
   * and no header tells whether on this one, so they are let through.
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
      return Optional.empty(); // Not readable is no fault: the kernel can execute it all the same.
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
      return false; // Not mounted, so that nothing can have been added.
    }
  }
}
