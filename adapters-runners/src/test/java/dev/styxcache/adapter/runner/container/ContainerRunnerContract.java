package dev.styxcache.adapter.runner.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.application.port.Runner;
import dev.styxcache.application.port.RunnerContract;
import dev.styxcache.application.port.RunnerSettings;
import dev.styxcache.domain.Metadata;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What every runner promises that runs tools in containers, on a real engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ContainerRunnerContract extends RunnerContract {

  @TempDir static Path images;

  protected final RealEngine engine;
  private String image = "";

  protected ContainerRunnerContract(RealEngine engine) {
    this.engine = engine;
  }

  @BeforeAll
  void makeImage() {
    engine.require();
    image = engine.newImageName(images);
    engine.makeImage(image, "1");
  }

  @AfterAll
  void removeImage() {
    if (!image.isEmpty()) {
      engine.removeImage(image);
    }
  }

  @AfterEach
  void nothingIsLeft() {
    assertThat(engine.leftovers()).isEmpty();
  }

  @Override
  protected Runner runner(RunnerSettings settings) {
    return engine.runner(settings);
  }

  @Override
  protected Metadata tool() {
    return new Metadata("contract/1.0", "tool", "styxcache", Optional.of(image));
  }

  @Override
  protected List<String> shell(String script, String... arguments) {
    List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
    command.addAll(List.of(arguments));
    return command;
  }
}
