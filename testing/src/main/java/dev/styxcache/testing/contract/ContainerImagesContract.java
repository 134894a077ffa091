package dev.styxcache.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.ImageDigestResolver;
import dev.styxcache.application.api.ImageDigestResolver.Resolution;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.spi.ImageBoundExecution;
import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.key.ImageDigest;
import dev.styxcache.testing.CollectingHandler;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What every runner of containers promises of its images, as an {@link ImageDigestResolver} and
 * with its {@link ImageBoundExecution}s: outputs of one image never get the key of another.
 */
public abstract class ContainerImagesContract {

  /**
   * The runner under test.
   *
   * @return a runner
   */
  protected abstract Runner runner();

  /**
   * Makes an image.
   *
   * @param name its name; an image that has it already loses it to the new one
   * @param mark what {@link #printMark} prints in it, on a line
   */
  protected abstract void makeImage(String name, String mark);

  /**
   * A name that no image has yet. The subclass removes the image after the test.
   *
   * @return the name
   */
  protected abstract String newImageName();

  /**
   * The command that prints an image's mark.
   *
   * @return the command
   */
  protected abstract List<String> printMark();

  private ImageDigest digest(String name) {
    return ((Resolution.Resolved) runner().images().resolve(name)).digest();
  }

  private static Metadata tool(String image) {
    return new Metadata("contract/1.0", "tool", "styxcache", Optional.of(image));
  }

  private String run(Execution execution) {
    CollectingHandler stdout = new CollectingHandler();
    execution.run(printMark(), stdout, new CollectingHandler());
    return stdout.text();
  }

  @Test
  void image_hasTheSameDigestEachTime() {
    String name = newImageName();
    makeImage(name, "1");
    assertThat(digest(name)).isEqualTo(digest(name));
  }

  @Test
  void image_thatIsNotThere_isUnresolved_andTheReasonNamesIt() {
    for (String missing : List.of("no/such:1.0", "registry.invalid/no/such:1.0")) {
      assertThat(runner().images().resolve(missing))
          .isInstanceOfSatisfying(
              Resolution.Unresolved.class,
              unresolved -> assertThat(unresolved.reason()).contains(missing, "pull"));
    }
  }

  @Test
  void image_thatIsRebuiltUnderItsTag_hasAnotherDigest_andIsNotTakenForTheOldOne() {
    String name = newImageName();
    makeImage(name, "old");
    ImageBoundExecution execution = (ImageBoundExecution) runner().startExecution(tool(name));
    ImageDigest old = digest(name);
    execution.bindImage(old);

    makeImage(name, "new");

    assertThat(digest(name)).isNotEqualTo(old);
    String seen = run(execution);
    // An engine that keeps images by id runs the old one; another says that it did not.
    assertThat(seen).isEqualTo(execution.whyUnfit().isPresent() ? "new\n" : "old\n");
  }

  @Test
  void run_whenTheTagStayed_findsNoChange() {
    String name = newImageName();
    makeImage(name, "1");
    ImageBoundExecution execution = (ImageBoundExecution) runner().startExecution(tool(name));
    execution.bindImage(digest(name));
    run(execution);
    assertThat(execution.whyUnfit()).isEmpty();
  }
}
