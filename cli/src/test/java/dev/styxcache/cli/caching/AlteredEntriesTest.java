package dev.styxcache.cli.caching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.styxcache.application.api.CacheMode;
import dev.styxcache.application.api.CachePolicy;
import dev.styxcache.application.api.RunReport.Status;
import dev.styxcache.files.FileStat;
import dev.styxcache.files.Modes;
import dev.styxcache.files.process.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No call changes an entry unnoticed, and what a cache is copied by does not count as a change. */
class AlteredEntriesTest {

  private static final String MAKE = "mkdir -p d; echo AAAA > d/img; echo log";

  @TempDir Path directory;
  private Bench bench;

  @BeforeEach
  void makeBench() {
    bench = new Bench(directory);
  }

  private Path make() {
    return bench.call(bench.runner(), MAKE).output("d/img").run().get("d/img");
  }

  private Status again() {
    bench.events.warnings.clear();
    make();
    return bench.events.last().status();
  }

  @Test
  void toolThatWritesToItsInput_inAnEntry_isNoticedAtTheNextHit_andTheRunIsMadeAgain() {
    Path image = make();
    bench
        .call(bench.runner(), "chmod u+w \"$1\"; sed -i s/A/B/g \"$1\"; echo done > o")
        .input(image.toString())
        .output("o")
        .run();
    assertThat(image).hasContent("BBBB");

    assertThat(again()).isEqualTo(Status.MISS);

    assertThat(image).hasContent("AAAA");
    assertThat(bench.events.last().reason()).contains("corrupt").contains(image.toString());
    assertThat(bench.events.warnings).singleElement().asString().contains(".quarantine");
    assertThat(bench.cacheFolder(".quarantine")).hasSize(1);
    assertThat(again()).isEqualTo(Status.HIT);
    assertThat(bench.events.warnings).isEmpty();
  }

  @Test
  void outputOfAnEntry_asAMutableInput_staysAsItIs() {
    Path image = make();
    for (int run = 0; run < 2; run++) {
      bench
          .call(bench.runner(), "chmod u+w \"$1\"; echo BBBB > \"$1\"")
          .mutable(image.toString())
          .output("img")
          .run();
    }
    assertThat(bench.events.last().status()).isEqualTo(Status.HIT);

    assertThat(again()).isEqualTo(Status.HIT);

    assertThat(image).hasContent("AAAA");
    assertThat(bench.events.warnings).isEmpty();
  }

  @Test
  void alteredEntry_inAReadOnlyCache_isNotServed() throws IOException {
    Path image = make();
    Modes.setOfFile(image, 0644);
    Files.writeString(image, "BBBB\n");

    Path output =
        bench
            .call(bench.runner(CachePolicy.defaults().withMode(CacheMode.READ_ONLY)), MAKE)
            .output("d/img")
            .run()
            .get("d/img");

    assertThat(output).startsWith(bench.data).hasContent("AAAA");
    assertThat(image).hasContent("BBBB");
    assertThat(bench.cacheFolder(".quarantine")).isEmpty();
  }

  @Test
  void fileThatALaterToolWroteBesideAnOutput_isMovedToQuarantine_andNamedOnce() {
    Path image = make();
    Path index = image.resolveSibling("img.idx");
    bench
        .call(bench.runner(), "echo index > \"$1.idx\"; echo done > o")
        .input(image.toString())
        .output("o")
        .run();
    assertThat(index).exists();

    assertThat(again()).isEqualTo(Status.HIT);

    assertThat(bench.events.warnings)
        .singleElement()
        .asString()
        .contains("d/img.idx")
        .contains(".quarantine");
    assertThat(index).doesNotExist();
    assertThat(again()).isEqualTo(Status.HIT);
    assertThat(bench.events.warnings).isEmpty();
    bench.assertNothingInProgress();
  }

  @Test
  void foreignFile_inAReadOnlyCache_isToldOf_andStays() throws IOException {
    Path image = make();
    Path foreign = Files.writeString(image.resolveSibling("foreign"), "x");
    bench.events.warnings.clear();

    bench
        .call(bench.runner(CachePolicy.defaults().withMode(CacheMode.READ_ONLY)), MAKE)
        .output("d/img")
        .run();

    assertThat(bench.events.last().status()).isEqualTo(Status.HIT);
    assertThat(bench.events.warnings).singleElement().asString().contains("d/foreign");
    assertThat(foreign).exists();
  }

  @Test
  void foreignFile_isNoOutput_evenBeforeItIsMoved() throws IOException {
    Path image = make();
    Path entry = bench.events.last().entry().orElseThrow();
    Files.writeString(entry.resolve("wanted"), "foreign");
    assertThat(image).exists();

    Path wanted = bench.call(bench.runner(), MAKE + "; true").output("wanted").run().get("wanted");

    assertThat(bench.runs()).isEqualTo(2);
    assertThat(wanted).doesNotExist();
  }

  @Test
  void touchedFile_isAHit() throws IOException {
    Path image = make();
    Files.setLastModifiedTime(image, FileTime.fromMillis(1_000_000_000_000L));
    assertThat(again()).isEqualTo(Status.HIT);
    assertThat(bench.events.warnings).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "cp, cp -r cache moved",
    "tar, mkdir moved && tar -C cache -cf - . | tar -C moved -xf -",
    "tar, mkdir moved && tar -C cache --format=v7 -cf - . | tar -C moved -xmf -",
    "rsync, rsync -r cache/ moved",
    "rsync, rsync -a cache/ moved",
    "zip, (cd cache && zip -qry ../c.zip .) && unzip -q c.zip -d moved",
  })
  @Timeout(60)
  void copyOfACache_goesOnHitting_andIsReadOnce(String program, String copy) throws Exception {
    assumeTrue(Commands.exists(program), program + " is not installed");
    make();
    assertThat(
            new ProcessBuilder("sh", "-c", copy + " && rm -r cache && mv moved cache")
                .directory(directory.toFile())
                .inheritIO()
                .start()
                .waitFor())
        .isZero();

    assertThat(again()).isEqualTo(Status.HIT);
    assertThat(bench.runs()).isEqualTo(1);
    assertThat(bench.events.warnings).isEmpty();
    Path manifest = bench.events.last().entry().orElseThrow().resolve(".styxcache.json");
    String time =
        "\"modified_ns\":" + FileStat.of(manifest.resolveSibling("d/img")).modified() + ",";
    // A copy with the time of just now is read until that time is past.
    while (!Files.readString(manifest).contains(time)) {
      assertThat(again()).isEqualTo(Status.HIT);
    }
    FileStat noted = FileStat.exact(manifest);
    assertThat(again()).isEqualTo(Status.HIT);
    assertThat(FileStat.exact(manifest)).as("is written once").isEqualTo(noted);
  }
}
