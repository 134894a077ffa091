package dev.styxcache.adapter.runner.dry;

import dev.styxcache.adapter.runner.declaration.DeclarationOrder;
import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.ShellQuoting;
import dev.styxcache.domain.Metadata;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Records one run and prints its command. */
final class DryExecution implements Execution {

  private final Metadata metadata;
  private final Path directory;
  private final Consumer<DryRun> onRun;
  private final DeclarationOrder order = new DeclarationOrder();
  private final List<DryRun.Input> inputs = new ArrayList<>();
  private final List<DryRun.Output> outputs = new ArrayList<>();
  private Map<String, ?> params = Map.of();

  DryExecution(Metadata metadata, Path directory, Consumer<DryRun> onRun) {
    this.metadata = metadata;
    this.directory = directory;
    this.onRun = onRun;
  }

  @Override
  public String inputFile(Path hostFile, boolean resolveParent, boolean mutable) {
    order.input();
    inputs.add(new DryRun.Input(hostFile, resolveParent, mutable));
    return hostFile.toString();
  }

  /** As in Styx, nothing is copied, and the recorded command has the input itself. */
  @Override
  public Path mutableCopy(Path hostFile) {
    return hostFile;
  }

  @Override
  public Path outputFile(String localFile, boolean optional) {
    Path output = order.output(directory, localFile);
    outputs.add(new DryRun.Output(localFile, optional));
    return output;
  }

  @Override
  public Map<String, ?> params(Map<String, ?> params) {
    order.input();
    this.params = params;
    return params;
  }

  @Override
  public void run(List<String> command, OutputHandler stdout, OutputHandler stderr) {
    order.run(command);
    onRun.accept(new DryRun(metadata, params, inputs, outputs, command));
    byte[] line = (ShellQuoting.quote(command) + "\n").getBytes(StandardCharsets.UTF_8);
    stdout.accept(line, 0, line.length);
    stdout.end();
    stderr.end();
  }
}
