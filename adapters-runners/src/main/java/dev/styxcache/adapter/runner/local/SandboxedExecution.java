package dev.styxcache.adapter.runner.local;

import dev.styxcache.adapter.runner.process.ToolCommand;
import dev.styxcache.adapter.runner.process.ToolResult;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.spi.VariablesExecution;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One run of a local process in a sandbox, which sees the declared inputs and nothing beside. */
final class SandboxedExecution extends LocalExecution implements VariablesExecution {

  private final Bubblewrap sandbox;
  private final List<Path> inputs = new ArrayList<>();
  private Set<String> listed = Set.of();

  SandboxedExecution(LocalRunner runner, Bubblewrap sandbox, String toolName) {
    super(runner, toolName);
    this.sandbox = sandbox;
  }

  @Override
  protected String seenPath(Path hostPath, boolean resolveParent) {
    Path parent = hostPath.getParent();
    Path whole = resolveParent && parent != null ? parent : hostPath;
    inputs.add(whole);
    return super.seenPath(hostPath, resolveParent);
  }

  @Override
  public void giveVariables(Set<String> names) {
    listed = Set.copyOf(names);
  }

  @Override
  ToolResult start(ToolCommand tool, OutputHandler stdout, OutputHandler stderr) {
    return sandbox.run(tool, inputs, listed, stdout, stderr);
  }
}
