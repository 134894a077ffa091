package dev.styxcache.adapter.runner.local;

import dev.styxcache.adapter.runner.declaration.DirectoryExecution;
import dev.styxcache.adapter.runner.process.ToolCommand;
import dev.styxcache.adapter.runner.process.ToolEnvironment;
import dev.styxcache.adapter.runner.process.ToolProcess;
import dev.styxcache.adapter.runner.process.ToolResult;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.ToolFailedException;
import dev.styxcache.domain.key.CacheKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One run of a local process. */
class LocalExecution extends DirectoryExecution {

  private final LocalRunner runner;
  private final List<String> keys = new ArrayList<>();

  LocalExecution(LocalRunner runner, String toolName) {
    super(runner.inputFiles(), runner.outputDirectories(), toolName);
    this.runner = runner;
  }

  @Override
  public void makes(CacheKey key) {
    keys.add(key.hex());
  }

  @Override
  protected String seenPath(Path hostPath, boolean resolveParent, boolean mutable) {
    return hostPath.toString();
  }

  @Override
  protected Runnable prepare(
      List<String> command, Path directory, OutputHandler stdout, OutputHandler stderr) {
    Path executable = runner.findExecutable(command.get(0));
    ToolCommand tool = new ToolCommand(command, executable, directory, environment());
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
