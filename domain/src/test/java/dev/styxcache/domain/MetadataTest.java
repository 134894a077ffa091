package dev.styxcache.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MetadataTest {

  @Test
  void qualifiedName_isPackageAndName() {
    assertThat(Metadata.of("id", "bet", "fsl").qualifiedName()).isEqualTo("fsl/bet");
  }

  @Test
  void withImage_changesNothingElse() {
    Metadata tool = Metadata.of("id", "bet", "fsl");
    assertThat(tool.containerImageTag()).isEmpty();
    assertThat(tool.withImage("fsl:6").containerImageTag()).contains("fsl:6");
    assertThat(tool.withImage("fsl:6").id()).isEqualTo("id");
    assertThat(tool.withImage("fsl:6").qualifiedName()).isEqualTo("fsl/bet");
  }

  @Test
  void builder_setsEverything_andCitationsStayWithAnotherImage() {
    Metadata tool =
        Metadata.builder()
            .id("bet.v2")
            .name("bet")
            .packageName("fsl")
            .citations(List.of("doi:10.1002/hbm.10062"))
            .containerImageTag("fsl:6")
            .build();
    assertThat(tool)
        .isEqualTo(
            new Metadata(
                "bet.v2", "bet", "fsl", List.of("doi:10.1002/hbm.10062"), Optional.of("fsl:6")));
    assertThat(tool.withImage("fsl:7").citations()).containsExactly("doi:10.1002/hbm.10062");
  }

  @Test
  void builder_withoutAName_saysWhichFieldIsMissing() {
    assertThatThrownBy(() -> Metadata.builder().id("bet.v2").packageName("fsl").build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("name");
  }
}
