package dev.styxcache.adapter.runner.container;

import dev.styxcache.adapter.runner.declaration.DirectoryExecution;
import dev.styxcache.application.api.InvalidOutputException;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.spi.ImageBoundExecution;
import dev.styxcache.application.spi.VariablesExecution;
import dev.styxcache.domain.key.ImageDigest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One run of a tool in a container. */
final class ContainerExecution extends DirectoryExecution
    implements ImageBoundExecution, VariablesExecution {

  private final EngineRunner runner;
  private final String image;
  private final InputMounts inputs = new InputMounts();
  private ImageBinding binding;
  private Set<String> listed = Set.of();
  private boolean outOfMemory;

  ContainerExecution(EngineRunner runner, String image, String toolName) {
    super(runner.inputFiles(), runner.outputDirectories(), toolName);
    this.runner = runner;
    this.image = image;
    this.binding = runner.engine().bind(image, Optional.empty());
  }

  @Override
  public void giveVariables(Set<String> names) {
    listed = Set.copyOf(names);
  }

  @Override
  public void bindImage(ImageDigest digest) {
    binding = runner.engine().bind(image, Optional.of(digest));
  }

  @Override
  public Optional<String> whyUnfit() {
    return outOfMemory
        ? Optional.of(
            "memory ran out in the container, and a process of the tool was killed for it, though"
                + " the tool says that it succeeded: raise runner.memory or free some")
        : binding.findChange();
  }

  @Override
  protected String seenPath(Path hostPath, boolean resolveParent) {
    return inputs.add(hostPath, resolveParent);
  }

  @Override
  protected String seenCopy(String name) {
    return ContainerRun.OUTPUT + "/" + name;
  }

  @Override
  protected Runnable prepare(
      List<String> command, Path directory, OutputHandler stdout, OutputHandler stderr) {
    Mount.findFault(directory.toString())
        .ifPresent(
            fault -> {
              throw new InvalidOutputException("the output directory " + directory + " " + fault);
            });
    ContainerProcess process =
        new ContainerProcess(
            runner, image, binding, InputScan.of(inputs.all()), runner.toolEnvironment(listed));
    return () -> {
      outOfMemory = process.run(command, directory, stdout, stderr);
      OutputLinks.rewrite(directory);
    };
  }
}
