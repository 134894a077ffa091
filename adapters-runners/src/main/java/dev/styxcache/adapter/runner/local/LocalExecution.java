package dev.styxcache.adapter.runner.local;

import dev.styxcache.adapter.runner.declaration.DirectoryExecution;
import dev.styxcache.adapter.runner.process.ToolCommand;
import dev.styxcache.adapter.runner.process.ToolEnvironment;
import dev.styxcache.adapter.runner.process.ToolProcess;
import dev.styxcache.adapter.runner.process.ToolResult;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.ToolFailedException;
import dev.styxcache.application.spi.StandardInputExecution;
import dev.styxcache.domain.key.CacheKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One run of a local process. */
class LocalExecution extends DirectoryExecution implements StandardInputExecution {

  private final LocalRunner runner;
  private final List<String> keys = new ArrayList<>();
  private Optional<Path> standardInput = Optional.empty();

  LocalExecution(LocalRunner runner, String toolName) {
    super(runner.inputFiles(), runner.outputDirectories(), toolName);
    this.runner = runner;
  }

  @Override
  public void standardInput(Path file) {
    declareInput();
    standardInput = Optional.of(file);
  }

  @Override
  public void makes(CacheKey key) {
    keys.add(key.hex());
  }

  @Override
  protected String seenPath(Path hostPath, boolean resolveParent) {
    return hostPath.toString();
  }

  /** Relative to the output directory, in which the tool runs. */
  @Override
  protected String seenCopy(String name) {
    return name.startsWith("-") ? "./" + name : name;
  }

  @Override
  protected Runnable prepare(
      List<String> command, Path directory, OutputHandler stdout, OutputHandler stderr) {
    Path executable = runner.findExecutable(command.get(0));
    ToolCommand tool =
        new ToolCommand(command, executable, directory, environment(), standardInput);
    return () -> {
      ToolResult result = start(tool, stdout, stderr);
      if (result.exitCode() != 0) {
        throw new ToolFailedException(
            result.exitCode(), command, result.stdoutTail(), result.stderrTail());
      }
    };
  }

  private ToolEnvironment environment() {
    ToolEnvironment usual = runner.toolEnvironment();
    if (keys.isEmpty()) {
      return usual;
    }
    String own = String.join(" ", keys);
    return usual.with(KEYS, usual.find(KEYS).map(outer -> outer + " " + own).orElse(own));
  }

  /** Starts the tool, and waits for its end. */
  ToolResult start(ToolCommand tool, OutputHandler stdout, OutputHandler stderr) {
    return ToolProcess.run(tool, stdout, stderr);
  }
}
