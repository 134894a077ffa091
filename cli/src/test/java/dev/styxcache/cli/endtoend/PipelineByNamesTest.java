package dev.styxcache.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.cli.tool.Session;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline of described tools on this machine. */
class PipelineByNamesTest {

  @TempDir Path directory;

  @BeforeAll
  static void requireTools() {
    PipelineByNames.require();
  }

  @Test
  void allRun_allHit_andOfAChangedParameterExactlyWhatIsDownstreamRuns() {
    check(new PipelineByNames(new Session(directory)));
  }

  static void check(PipelineByNames pipeline) {
    List<String> first = pipeline.run(8);
    assertThat(pipeline.statuses()).isEqualTo(Collections.nCopies(8, "miss"));

    List<String> second = pipeline.run(8);
    assertThat(pipeline.statuses()).isEqualTo(Collections.nCopies(8, "hit"));
    assertThat(second).isEqualTo(first);

    List<String> third = pipeline.run(6);
    assertThat(pipeline.statuses())
        .containsExactly("hit", "hit", "hit", "miss", "miss", "miss", "miss", "miss");
    assertThat(third).isNotEqualTo(first);
  }
}
