package dev.styxcache.cli.endtoend;

import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.spi.Options;
import dev.styxcache.application.spi.RunnerProvider;
import dev.styxcache.application.spi.RunnerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A third-party runner that uses only the ports: whatever the command is, it writes {@code
 * [runner.clerk] text = "…"} to each output.
 */
public final class ClerkRunnerProvider implements RunnerProvider {

  @Override
  public String name() {
    return "clerk";
  }

  @Override
  public Runner create(RunnerSettings settings) {
    Options options = new Options("runner.clerk", settings.options());
    String text = options.text("text").orElse("");
    options.refuseOthers();
    return metadata ->
        new Clerk(settings.dataDirectory().resolve(UUID.randomUUID().toString()), text);
  }

  private record Clerk(Path directory, String text, List<Path> outputs) implements Execution {

    Clerk(Path directory, String text) {
      this(directory, text, new ArrayList<>());
    }

    @Override
    public String inputFile(Path hostFile, boolean resolveParent, boolean mutable) {
      return hostFile.toString();
    }

    @Override
    public Path outputFile(String localFile, boolean optional) {
      Path output = directory.resolve(localFile).normalize();
      if (!output.equals(directory)) {
        outputs.add(output);
      }
      return output;
    }

    @Override
    public Map<String, ?> params(Map<String, ?> params) {
      return params;
    }

    @Override
    public void run(List<String> command, OutputHandler stdout, OutputHandler stderr) {
      try {
        Files.createDirectories(directory);
        for (Path output : outputs) {
          Files.writeString(output, text);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      stdout.end();
      stderr.end();
    }
  }
}
