package dev.styxcache.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.application.spi.CacheEntry;
import dev.styxcache.application.spi.EntryExchange;
import dev.styxcache.application.spi.EntryExchange.Export;
import dev.styxcache.application.spi.EntryExport;
import dev.styxcache.application.spi.EntryImport;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.RunRecord;
import dev.styxcache.application.spi.Staging;
import dev.styxcache.application.spi.WriteAccess;
import dev.styxcache.domain.manifest.SharedEntry;
import dev.styxcache.domain.manifest.StreamName;
import dev.styxcache.domain.manifest.TreeRecord;
import dev.styxcache.testing.CollectingHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link EntryExchange} promises of entries that are as they should be. */
public abstract class EntryExchangeContract extends SharingContract {

  @Test
  void export_ofAnEntryThatIsNotThere_isAbsent_andMakesNothing() {
    assertThat(sharing().exchange().export(key("never"))).isEqualTo(new Export.Missing());
    assertThat(entry("never")).doesNotExist();
  }

  @Test
  void entryThatWasSent_arrivesAsItWas() throws IOException {
    storeOneOfEverything("a");

    send(exported("a"));

    CacheEntry arrived = foundByOther("a");
    assertThat(arrived.manifest()).contains(manifest("a"));
    for (String name : List.of("out.txt", "dir/er/script", "empty file", "tv\u00e5 \ud83e\udde0")) {
      assertThat(otherEntry("a").resolve(name)).hasSameBinaryContentAs(entry("a").resolve(name));
    }
    assertThat(otherEntry("a").resolve("empty/emptier")).isEmptyDirectory();
    assertThat(otherEntry("a").resolve("dir/link")).isSymbolicLink().hasContent("one");
    assertThat(Files.readSymbolicLink(otherEntry("a").resolve("loose"))).hasToString("nowhere");
  }

  @Test
  void timesAndModes_arriveAsTheyWere() throws IOException {
    storeOneOfEverything("a");

    send(exported("a"));

    for (String name : List.of("out.txt", "dir/er", "dir", "empty/emptier", "empty file")) {
      Path sent = entry("a").resolve(name);
      Path arrived = otherEntry("a").resolve(name);
      assertThat(Files.getLastModifiedTime(arrived))
          .as(name)
          .isEqualTo(Files.getLastModifiedTime(sent));
      if (sent.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        assertThat(Files.getPosixFilePermissions(arrived))
            .as(name)
            .isEqualTo(Files.getPosixFilePermissions(sent));
      }
    }
  }

  @Test
  void streamsAndCopiesOfMutableInputs_areGivenBackByTheReceiver_asByTheSender()
      throws IOException {
    storeOneOfEverything("a");

    send(exported("a"));

    CacheEntry arrived = foundByOther("a");
    CollectingHandler stdout = new CollectingHandler();
    CollectingHandler stderr = new CollectingHandler();
    arrived.replay(StreamName.STDOUT, stdout);
    arrived.replay(StreamName.STDERR, stderr);
    assertThat(stdout.bytes()).isEqualTo(utf8("said\nno end"));
    assertThat(stderr.bytes()).containsExactly(0xff, 10, 0);
    assertThat(arrived.manifest().orElseThrow().copies()).containsExactly("copy.txt", "copies");
    assertThat(otherEntry("a").resolve("copy.txt")).hasContent("after");
    assertThat(otherEntry("a").resolve("copies/deep/link")).isSymbolicLink().hasContent("after");
  }

  @Test
  void entryThatArrived_canBeSentOn_andIsTheSame() throws IOException {
    storeOneOfEverything("a");
    EntryExport first = exported("a");
    send(first);

    EntryExport second = ready(otherSharing().exchange().export(key("a")));

    assertThat(second.entry()).isEqualTo(first.entry());
  }

  @Test
  void receive_untilItIsCommitted_showsNothing_andLeavesNothing() throws IOException {
    storeOneOfEverything("a");
    EntryExport export = exported("a");

    Path cache = otherEntry("a").resolve("../..").normalize();
    try (EntryImport target = opened(otherSharing().exchange().receive(export.entry()))) {
      copy(export, target);
      assertThat(openOther().store().find(key("a"))).isEqualTo(new Lookup.Missing<>());
      assertThat(namesBelow(cache)).contains("out.txt");
    }
    assertThat(openOther().store().find(key("a"))).isEqualTo(new Lookup.Missing<>());
    assertThat(namesBelow(cache)).doesNotContain("out.txt");
  }

  @Test
  void commit_whereAnEntryCameToBe_keepsIt_andGivesItWhatItLacks() throws IOException {
    store(
        record("a", "both", "more"),
        output -> {
          write(output.resolve("both"), "ours");
          write(output.resolve("more"), "more");
        });
    EntryExport export = exported("a");
    try (EntryImport target = opened(otherSharing().exchange().receive(export.entry()))) {
      copy(export, target);
      storeInOther(record("a", "both"), "both", "ours");
      target.commit();
    }

    assertThat(otherEntry("a").resolve("both")).hasContent("ours");
    assertThat(foundByOther("a").contains("more")).isTrue();
    assertThat(otherEntry("a").resolve("more")).hasContent("more");
  }

  @Test
  void join_keepsWhatTheFirstHas_andAddsWhatItLacks() throws IOException {
    store(record("a", "both", "lost"), output -> write(output.resolve("both"), "first"));
    SharedEntry first = exported("a").entry();
    storeInOther(record("a", "both", "more"), "both", "first", "more", "more");
    EntryExport second = ready(otherSharing().exchange().export(key("a")));

    EntryExport joined = otherSharing().exchange().join(first, second).orElseThrow();

    assertThat(joined.entry().files()).contains(file(first, "both"), file(second.entry(), "more"));
    assertThat(joined.content(file(second.entry(), "more"))).hasContent("more");
    assertThat(joined.entry().files().size()).isEqualTo(first.files().size() + 1);
    assertThat(exchangeAgrees(joined.entry())).isTrue();
  }

  @Test
  void join_addsNothingOfARunThatMadeOtherContents() throws IOException {
    store(record("a", "both", "lost"), output -> write(output.resolve("both"), "first"));
    SharedEntry first = exported("a").entry();
    storeInOther(record("a", "both", "lost", "more"), "both", "second", "more", "more");
    EntryExport second = ready(otherSharing().exchange().export(key("a")));

    assertThat(otherSharing().exchange().join(first, second)).isEmpty();
  }

  @Test
  void join_knowsWhichOutputsAreAbsent() throws IOException {
    store(record("a", "one"), output -> write(output.resolve("one"), "1"));
    SharedEntry first = exported("a").entry();
    storeInOther(record("a", "one", "never"), "one", "1");
    EntryExport second = ready(otherSharing().exchange().export(key("a")));

    EntryExport joined = otherSharing().exchange().join(first, second).orElseThrow();

    assertThat(joined.entry().members()).isEqualTo(first.members());
    assertThat(joined.entry().manifest().orElseThrow()).contains("never");
    assertThat(Set.copyOf(joined.entry().files())).isEqualTo(Set.copyOf(first.files()));
  }

  @Test
  void join_whereTheSecondHasNothingToGive_isNothing() throws IOException {
    store(
        record("a", "one", "two"),
        output -> {
          write(output.resolve("one"), "1");
          write(output.resolve("two"), "2");
        });
    SharedEntry first = exported("a").entry();
    storeInOther(record("a", "one"), "one", "another 1");

    Optional<EntryExport> joined =
        otherSharing().exchange().join(first, ready(otherSharing().exchange().export(key("a"))));

    assertThat(joined).isEmpty();
  }

  private static List<String> namesBelow(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.map(path -> String.valueOf(path.getFileName())).toList();
    }
  }

  private boolean exchangeAgrees(SharedEntry entry) {
    try (EntryImport target = opened(sharing().exchange().receive(entry))) {
      return !target.contents().isEmpty();
    }
  }

  private void storeInOther(RunRecord record, String... namesAndContents) throws IOException {
    WriteAccess access = openOther().store().writeAccess();
    try (Staging staging = ((WriteAccess.Granted) access).writer().stage(key("a"))) {
      for (int i = 0; i < namesAndContents.length; i += 2) {
        write(staging.directory().resolve(namesAndContents[i]), namesAndContents[i + 1]);
      }
      staging.commit(record);
    }
  }

  private static TreeRecord.File file(SharedEntry entry, String path) {
    return entry.files().stream()
        .filter(file -> file.path().equals(path))
        .findFirst()
        .orElseThrow();
  }
}
