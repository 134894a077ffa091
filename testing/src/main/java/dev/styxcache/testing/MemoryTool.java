package dev.styxcache.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.application.api.ToolFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A tool that is a Java function, to be run by a {@link MemoryRunner}. */
@FunctionalInterface
public interface MemoryTool {

  /**
   * What a run gives the tool.
   *
   * @param command the command's arguments
   * @param inputs the declared inputs in their order, absolute; of a mutable one, the copy
   * @param output the output directory, which exists
   * @param stdout receives what the tool writes to its standard output
   * @param stderr receives what the tool writes to its standard error
   */
  record Call(
      List<String> command,
      List<Path> inputs,
      Path output,
      OutputHandler stdout,
      OutputHandler stderr) {

    /** Copies the lists. */
    public Call {
      command = List.copyOf(command);
      inputs = List.copyOf(inputs);
    }

    /**
     * Writes a file into the output directory.
     *
     * @param name its path relative to the output directory; directories are made as needed
     * @param content its content
     * @throws IOException if it cannot be written
     */
    public void write(String name, String content) throws IOException {
      Path file = output.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
    }

    /**
     * Writes to the standard output.
     *
     * @param text the text
     */
    public void print(String text) {
      send(stdout, text);
    }

    /**
     * Writes to the standard error.
     *
     * @param text the text
     */
    public void printError(String text) {
      send(stderr, text);
    }

    private static void send(OutputHandler stream, String text) {
      byte[] bytes = text.getBytes(UTF_8);
      if (bytes.length > 0) {
        stream.accept(bytes, 0, bytes.length);
      }
    }
  }

  /**
   * Runs the tool. What it throws is what the execution throws; an {@link IOException} is a failure
   * of the tool.
   *
   * @param call what the run gives it
   * @throws IOException if it fails
   */
  void run(Call call) throws IOException;

  /**
   * This tool, and then another one in the same run.
   *
   * @param next runs where this tool did not throw
   * @return a tool that does both
   */
  default MemoryTool then(MemoryTool next) {
    return call -> {
      run(call);
      next.run(call);
    };
  }

  /**
   * A tool that writes a file.
   *
   * @param name its path relative to the output directory
   * @param content its content
   * @return the tool
   */
  static MemoryTool writing(String name, String content) {
    return call -> call.write(name, content);
  }

  /**
   * A tool that writes to its standard output.
   *
   * @param text the text
   * @return the tool
   */
  static MemoryTool printing(String text) {
    return call -> call.print(text);
  }

  /**
   * A tool that fails.
   *
   * @param exitCode its exit code, 1 … 255
   * @return the tool
   */
  static MemoryTool failing(int exitCode) {
    return call -> {
      throw new ToolFailedException(exitCode, call.command(), List.of(), List.of());
    };
  }

  /**
   * A tool that blocks until a latch is open.
   *
   * @param latch the latch
   * @return the tool; an interrupt ends it
   */
  static MemoryTool waitingFor(CountDownLatch latch) {
    return call -> {
      try {
        latch.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new RunInterruptedException("interrupted while the tool ran", e);
      }
    };
  }

  /**
   * A tool that writes to any file, such as one of its inputs.
   *
   * @param file the file
   * @param content its new content
   * @return the tool
   */
  static MemoryTool changing(Path file, String content) {
    return call -> Files.writeString(file, content);
  }
}
