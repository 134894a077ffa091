package dev.styxcache.adapter.runner.local;

import dev.styxcache.adapter.runner.declaration.DeclarationOrder;
import dev.styxcache.adapter.runner.declaration.OutputNames;
import dev.styxcache.adapter.runner.process.ToolCommand;
import dev.styxcache.adapter.runner.process.ToolProcess;
import dev.styxcache.adapter.runner.process.ToolResult;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.ToolFailedException;
import dev.styxcache.application.spi.RedirectableExecution;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One run of a process of this machine. */
final class LocalExecution implements RedirectableExecution {

  private final LocalRunner runner;
  private final DeclarationOrder order = new DeclarationOrder();
  private Path directory;
  private boolean redirected;

  LocalExecution(LocalRunner runner, Path ownDirectory) {
    this.runner = runner;
    this.directory = ownDirectory;
  }

  @Override
  public void redirectOutput(Path directory) {
    order.redirection();
    if (!directory.isAbsolute()
        || !directory.getFileSystem().equals(FileSystems.getDefault())
        || !Files.isDirectory(directory)) {
      throw new IllegalArgumentException(
          "not an existing directory of this machine, given by its absolute path: " + directory);
    }
    this.directory = directory;
    this.redirected = true;
  }

  @Override
  public String inputFile(Path hostFile, boolean resolveParent, boolean mutable) {
    order.input();
    return runner.inputFiles().find(hostFile, resolveParent).toString();
  }

  @Override
  public Path outputFile(String localFile, boolean optional) {
    Path output = OutputNames.resolve(directory, localFile);
    order.output();
    return output;
  }

  @Override
  public Map<String, ?> params(Map<String, ?> params) {
    order.input();
    return params;
  }

  @Override
  public void run(List<String> command, OutputHandler stdout, OutputHandler stderr) {
    order.run(command);
    Path executable = runner.findExecutable(command.get(0));
    ToolCommand tool = new ToolCommand(command, executable, directory, runner.toolEnvironment());
    if (redirected) {
      run(tool, stdout, stderr);
    } else {
      runner.outputDirectories().use(directory, () -> run(tool, stdout, stderr));
    }
  }

  private static void run(ToolCommand command, OutputHandler stdout, OutputHandler stderr) {
    ToolResult result = ToolProcess.run(command, stdout, stderr);
    if (result.exitCode() != 0) {
      throw new ToolFailedException(
          result.exitCode(), command.arguments(), result.stdoutTail(), result.stderrTail());
    }
  }
}
