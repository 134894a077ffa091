package dev.styxcache.domain.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.key.ContentHash;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedEntryTest {

  private static final CacheKey KEY = CacheKey.ofCanonicalText("{}");
  private static final ContentHash HASH = new ContentHash("ab".repeat(32));

  @Test
  void entryWithFolderBeforeItsFiles_isTaken_andKnowsItsFilesAndBytes() {
    SharedEntry entry =
        of(new TreeRecord.Folder("a", 0755), file("a/b", 3), new TreeRecord.Link("l", "a/b"));

    assertThat(entry.files()).containsExactly(file("a/b", 3));
    assertThat(entry.bytes()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/etc/passwd", "..", "../x", "a/../b", "a/./b", "a//b", "a/", "a\0b"})
  void pathThatIsNotBelowTheEntry_isRefused(String path) {
    assertThatIllegalArgumentException().isThrownBy(() -> of(file(path, 1)));
  }

  @Test
  void pathThatOccursTwice_isRefused_andNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(file("a", 1), new TreeRecord.Folder("a", 0755)))
        .withMessageContaining("a is listed twice");
  }

  @Test
  void fileBelowALink_orBelowAFile_orBelowNothing_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(new TreeRecord.Link("a", "/etc"), file("a/passwd", 1)))
        .withMessageContaining("a/passwd");
    assertThatIllegalArgumentException().isThrownBy(() -> of(file("a", 1), file("a/b", 1)));
    assertThatIllegalArgumentException().isThrownBy(() -> of(file("a/b", 1)));
  }

  @Test
  void folderThatIsListedAfterWhatIsInIt_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(file("a/b", 1), new TreeRecord.Folder("a", 0755)));
  }

  @Test
  void sizesThatNoEntryHas_areRefused_evenWhereTheirSumOverflows() {
    assertThatIllegalArgumentException().isThrownBy(() -> of(file("a", Long.MAX_VALUE)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(file("a", SharedEntry.MOST_BYTES), file("b", SharedEntry.MOST_BYTES)));
  }

  private static TreeRecord.File file(String path, long size) {
    return new TreeRecord.File(path, size, 0644, HASH);
  }

  private static SharedEntry of(TreeRecord... records) {
    return new SharedEntry(
        KEY,
        Optional.empty(),
        Stream.of(records).map(record -> new SharedMember(record, Instant.EPOCH)).toList());
  }

  @Test
  void membersOfAnEntry_cannotBeChangedAfterwards() {
    List<SharedMember> members =
        new java.util.ArrayList<>(List.of(new SharedMember(file("a", 1), Instant.EPOCH)));
    SharedEntry entry = new SharedEntry(KEY, Optional.empty(), members);
    members.clear();
    assertThat(entry.members()).hasSize(1);
  }
}
