package dev.styxcache.testing;

import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.InvalidInputException;
import dev.styxcache.application.api.InvalidOutputException;
import dev.styxcache.application.api.MutableCopyException;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.application.api.ToolFailedException;
import dev.styxcache.application.api.ToolNotStartedException;
import dev.styxcache.application.spi.MutableCopies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One run of a {@link MemoryRunner}. For one thread. */
class MemoryExecution implements Execution {

  private final MemoryRunner runner;
  private final List<Input> inputs = new ArrayList<>();
  private final MutableCopies copies = new MutableCopies();
  private @Nullable Path output;
  private boolean declared;
  private boolean ran;

  private record Input(Path path, boolean mutable) {}

  MemoryExecution(MemoryRunner runner) {
    this.runner = runner;
  }

  @Override
  public final String inputFile(Path hostFile, boolean resolveParent, boolean mutable) {
    requireOpen();
    Path input = absolute(hostFile);
    if (!Files.exists(input)) {
      throw new InvalidInputException("the input " + input + " does not exist");
    }
    inputs.add(new Input(input, mutable));
    return mutable ? copies.add(input) : input.toString();
  }

  @Override
  public final Path mutableCopy(Path hostFile) {
    return copyOf(absolute(hostFile), output());
  }

  private Path copyOf(Path input, Path directory) {
    return directory.resolve(
        copies
            .find(input)
            .orElseThrow(() -> new IllegalStateException(input + " is no mutable input")));
  }

  private void makeCopies(Path directory) throws IOException {
    for (Path input : copies.all().keySet()) {
      Path copy = copyOf(input, directory);
      if (Files.isDirectory(input)) {
        new MemoryCopier().copy(input, copy);
      } else {
        Files.copy(input, copy);
      }
    }
  }

  private Path absolute(Path hostFile) {
    return hostFile.isAbsolute() ? hostFile : runner.directory().resolve(hostFile.toString());
  }

  @Override
  public final Map<String, ?> params(Map<String, ?> params) {
    requireOpen();
    return params;
  }

  private void requireOpen() {
    if (declared || ran) {
      throw new IllegalStateException("declare inputs and parameters before outputs and the run");
    }
  }

  final void redirect(Path directory) {
    if (declared || ran) {
      throw new IllegalStateException("redirect outputs before the first output and the run");
    }
    output = directory;
    declared = true;
  }

  private Path output() {
    if (output == null) {
      output = runner.newOutputDirectory();
    }
    return output;
  }

  @Override
  public final Path outputFile(String localFile, boolean optional) {
    declared = true;
    Path root = output();
    if (localFile.isEmpty() || localFile.indexOf('\0') >= 0) {
      throw refused(localFile.replace("\0", "\\0"));
    }
    Path file = root.resolve(localFile).normalize();
    if (localFile.startsWith("/") || !file.startsWith(root)) {
      throw refused(localFile);
    }
    return file;
  }

  private static InvalidOutputException refused(String name) {
    return new InvalidOutputException(
        "\"" + name + "\" is not an output: name a path within the output directory");
  }

  @Override
  public final void run(List<String> command, OutputHandler stdout, OutputHandler stderr) {
    if (ran) {
      throw new IllegalStateException("this execution was run already; start another one");
    }
    if (command.isEmpty() || command.get(0).isEmpty()) {
      throw new ToolNotStartedException(
          ToolNotStartedException.Cause.NOT_FOUND, "the command is empty");
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new RunInterruptedException("interrupted before the tool ran");
    }
    ran = true;
    Path directory = output();
    MemoryTool tool = runner.beginRun();
    try {
      Files.createDirectories(directory);
      makeCopies(directory);
    } catch (IOException e) {
      throw new MutableCopyException("cannot write to " + directory + ": " + e, e);
    }
    List<Path> seen = new ArrayList<>();
    for (Input input : inputs) {
      seen.add(input.mutable() ? copyOf(input.path(), directory) : input.path());
    }
    try {
      tool.run(new MemoryTool.Call(command, seen, directory, stdout, stderr));
    } catch (IOException e) {
      throw new ToolFailedException(1, command, List.of(), List.of(e.toString()));
    }
    stdout.end();
    stderr.end();
  }
}
