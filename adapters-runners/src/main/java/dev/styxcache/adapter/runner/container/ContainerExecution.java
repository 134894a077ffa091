package dev.styxcache.adapter.runner.container;

import dev.styxcache.adapter.runner.declaration.DeclarationOrder;
import dev.styxcache.adapter.runner.declaration.OutputNames;
import dev.styxcache.application.api.InvalidOutputException;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.spi.ImageBoundExecution;
import dev.styxcache.application.spi.RedirectableExecution;
import dev.styxcache.domain.key.ImageDigest;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run of a tool in a container. */
final class ContainerExecution implements RedirectableExecution, ImageBoundExecution {

  private final EngineRunner runner;
  private final String image;
  private final DeclarationOrder order = new DeclarationOrder();
  private final InputMounts inputs = new InputMounts();
  private ImageBinding binding;
  private Path directory;
  private boolean redirected;

  ContainerExecution(EngineRunner runner, String image, Path ownDirectory) {
    this.runner = runner;
    this.image = image;
    this.directory = ownDirectory;
    this.binding = runner.engine().bind(image, Optional.empty());
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
  public void bindImage(ImageDigest digest) {
    binding = runner.engine().bind(image, Optional.of(digest));
  }

  @Override
  public Optional<String> findImageChange() {
    return binding.findChange();
  }

  @Override
  public String inputFile(Path hostFile, boolean resolveParent, boolean mutable) {
    order.input();
    return inputs.add(runner.inputFiles().find(hostFile, resolveParent), resolveParent, mutable);
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
    Mount.findFault(directory.toString())
        .ifPresent(
            fault -> {
              throw new InvalidOutputException("the output directory " + directory + " " + fault);
            });
    ContainerProcess process = new ContainerProcess(runner, image, binding, inputs.all());
    if (redirected) {
      process.run(command, directory, stdout, stderr);
    } else {
      runner
          .outputDirectories()
          .use(directory, () -> process.run(command, directory, stdout, stderr));
    }
  }
}
