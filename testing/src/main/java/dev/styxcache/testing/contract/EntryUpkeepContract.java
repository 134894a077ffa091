package dev.styxcache.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.EntrySummary;
import dev.styxcache.application.spi.Commit;
import dev.styxcache.application.spi.EntryUpkeep;
import dev.styxcache.application.spi.Staging;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link EntryUpkeep} promises. */
public abstract class EntryUpkeepContract extends StoreContract {

  private EntryUpkeep upkeep() {
    return open().upkeep();
  }

  private void storeOne(String name) throws IOException {
    store(record(name), output -> write(output.resolve("dir/out"), name));
  }

  @Test
  void list_whenNothingWasEverStored_isEmpty() {
    try (Stream<EntrySummary> entries = upkeep().list()) {
      assertThat(entries).isEmpty();
    }
  }

  @Test
  void list_hasEachEntryOnce_withItsLastUse() throws IOException {
    Instant start = Instant.now().minus(Duration.ofMinutes(1));
    for (int i = 0; i < 20; i++) {
      storeOne("entry" + i);
    }
    try (Staging unfinished = writer().stage(key("unfinished"));
        Stream<EntrySummary> entries = upkeep().list()) {
      List<EntrySummary> all = entries.toList();
      assertThat(unfinished.directory()).exists();
      assertThat(all)
          .extracting(EntrySummary::key)
          .containsExactlyInAnyOrderElementsOf(
              Stream.iterate(0, i -> i + 1).limit(20).map(i -> key("entry" + i)).toList());
      assertThat(all)
          .allSatisfy(
              entry ->
                  assertThat(entry.lastUse())
                      .isBetween(start, Instant.now().plus(Duration.ofMinutes(1))));
    }
  }

  @Test
  void recordUse_movesTheLastUseToNow_andOfAMissingEntryIsNoError() throws Exception {
    storeOne("a");
    Instant stored = lastUse();
    Instant deadline = Instant.now().plusSeconds(30);
    do {
      upkeep().recordUse(key("a"));
    } while (!lastUse().isAfter(stored) && Instant.now().isBefore(deadline));
    assertThat(lastUse()).isAfter(stored);

    upkeep().recordUse(key("never"));
    assertAbsent("never");
  }

  private Instant lastUse() {
    try (Stream<EntrySummary> entries = upkeep().list()) {
      return entries.findFirst().orElseThrow().lastUse();
    }
  }

  @Test
  void quarantine_setsTheEntryAside_whereItCanBeLookedInto() throws IOException {
    storeOne("a");

    Path aside = upkeep().quarantine(key("a"));

    assertAbsent("a");
    assertThat(aside.resolve("dir/out")).hasContent("a");
    try (Stream<EntrySummary> entries = upkeep().list()) {
      assertThat(entries).isEmpty();
    }
  }

  @Test
  void quarantine_ofOneKeyManyTimes_keepsThemAll() throws IOException {
    List<Path> places = new java.util.ArrayList<>();
    for (int i = 0; i < 5; i++) {
      storeOne("a");
      places.add(upkeep().quarantine(key("a")));
    }
    assertThat(places).doesNotHaveDuplicates().allSatisfy(place -> assertThat(place).exists());
  }

  @Test
  void quarantine_ofAMissingEntry_saysSo() {
    assertThatThrownBy(() -> upkeep().quarantine(key("never")))
        .isInstanceOf(CacheUnavailableException.class);
  }

  @Test
  void remove_deletesTheEntry_andOfAMissingOneIsNoError() throws IOException {
    storeOne("a");
    storeOne("b");

    upkeep().remove(key("a"));
    upkeep().remove(key("a"));
    upkeep().remove(key("never"));

    assertAbsent("a");
    assertThat(entry("a")).doesNotExist();
    assertThat(found("b").contains("dir/out")).isTrue();
  }

  @Test
  void remove_ofAnExposedTree_deletesNothingElsewhere() throws IOException {
    Path tree = newDirectory();
    write(tree.resolve("out"), "mine");
    writer().expose(key("a"), tree);

    upkeep().remove(key("a"));

    assertThat(entry("a")).doesNotExist();
    assertThat(tree.resolve("out")).hasContent("mine");
  }

  @Test
  void afterRemoval_theKeyCanBeStoredAgain() throws IOException {
    storeOne("a");
    upkeep().remove(key("a"));
    assertThat(store(record("a"), output -> write(output.resolve("new"), "new")))
        .isEqualTo(new Commit.Stored());
    assertThat(found("a").contains("dir/out")).isFalse();
  }
}
