package dev.styxcache.domain;

import static org.assertj.core.api.Assertions.assertThat;

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
}
