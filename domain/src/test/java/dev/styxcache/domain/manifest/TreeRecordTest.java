package dev.styxcache.domain.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.domain.key.ContentHash;
import org.junit.jupiter.api.Test;

class TreeRecordTest {

  private static final ContentHash HASH = new ContentHash("0".repeat(64));

  @Test
  void records_keepWhatTheyAreGiven() {
    assertThat(new TreeRecord.File("a/b", 0, 0777, HASH).path()).isEqualTo("a/b");
    assertThat(new TreeRecord.Folder("a", 0).mode()).isZero();
    assertThat(new TreeRecord.Link("l", "../x").target()).isEqualTo("../x");
  }

  @Test
  void size_belowZero_isRefused() {
    assertThatThrownBy(() -> new TreeRecord.File("a", -1, 0644, HASH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a")
        .hasMessageContaining("-1");
  }

  @Test
  void mode_withMoreThanPermissions_isRefused() {
    assertThatThrownBy(() -> new TreeRecord.File("a", 0, 04755, HASH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4755");
    assertThatThrownBy(() -> new TreeRecord.Folder("a", -1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void path_thatLeavesTheTree_isRefused() {
    assertThatThrownBy(() -> new TreeRecord.File("../a", 0, 0644, HASH))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TreeRecord.Folder("/a", 0755))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TreeRecord.Link("", "a"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void link_thatLeadsNowhere_isRefused() {
    assertThatThrownBy(() -> new TreeRecord.Link("l", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("l");
  }
}
