package dev.styxcache.files.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs commands of the operating system. */
public final class Commands {

  private Commands() {}

  /** Runs a command that must succeed, and returns what it wrote. */
  public static String run(String... command) {
    return run(List.of(command));
  }

  /** Runs a command that must succeed, and returns what it wrote. */
  public static String run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      if (code != 0) {
        throw new IOException(command + " ended with " + code + ": " + output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Whether a command is there. */
  public static boolean exists(String name) {
    return Arrays.stream(String.valueOf(System.getenv("PATH")).split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
  }

  /**
   * A command as the user of this process, but without the privileges of root, who can otherwise
   * read and write whatever the modes of files say.
   */
  public static List<String> withoutPrivileges(String... command) {
    List<String> whole = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      whole.addAll(List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all"));
    }
    whole.addAll(List.of(command));
    return whole;
  }
}
