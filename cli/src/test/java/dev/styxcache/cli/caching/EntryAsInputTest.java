package dev.styxcache.cli.caching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.application.api.CacheMode;
import dev.styxcache.application.api.CachePolicy;
import dev.styxcache.application.api.RunReport.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An entry as the input of the next step: the cache's own files in it are no content. */
class EntryAsInputTest {

  private static final String FIRST = "echo same > out; date +%N";
  private static final String SECOND = "find \"$1/\" -type f | wc -l > count";

  @TempDir Path directory;
  private Bench bench;

  @BeforeEach
  void makeBench() {
    bench = new Bench(directory);
  }

  private Path first(CachePolicy policy) {
    bench.call(bench.runner(policy), FIRST).output(".").run();
    return bench.events.last().entry().orElseThrow();
  }

  private Status second(String input) {
    bench.call(bench.runner(), SECOND).input(input).output("count").run();
    return bench.events.last().status();
  }

  @ParameterizedTest
  @ValueSource(strings = {"entry", "link to the entry", "folder with a link to the entry"})
  void stepWhoseInputWasMadeAgain_withEqualBytes_isAHit(String kind) throws IOException {
    Path entry = first(CachePolicy.defaults());
    Path input = entry;
    if (!kind.equals("entry")) {
      Path folder = Files.createDirectory(bench.work.resolve("folder"));
      Path link = Files.createSymbolicLink(folder.resolve("step1"), entry);
      input = kind.startsWith("link") ? link : folder;
    }
    assertThat(second(input.toString())).isEqualTo(Status.MISS);
    byte[] before = Files.readAllBytes(entry.resolve(".styxcache.json"));

    assertThat(first(CachePolicy.defaults().withMode(CacheMode.REFRESH))).isEqualTo(entry);

    assertThat(Files.readAllBytes(entry.resolve(".styxcache.json"))).isNotEqualTo(before);
    assertThat(second(input.toString())).isEqualTo(Status.HIT);
  }

  @Test
  void inputWithItsParent_inAnEntryThatWasMadeAgain_isAHit() {
    Path entry = first(CachePolicy.defaults());
    for (Status expected : new Status[] {Status.MISS, Status.HIT}) {
      bench
          .call(bench.runner(), "cat \"$1\" > copy")
          .inputWithParent(entry.resolve("out").toString())
          .output("copy")
          .run();
      assertThat(bench.events.last().status()).isEqualTo(expected);
      first(CachePolicy.defaults().withMode(CacheMode.REFRESH));
    }
  }

  @Test
  void otherOutput_isAMiss() throws IOException {
    Path entry = first(CachePolicy.defaults());
    second(entry.toString());
    Files.writeString(entry.resolve("new"), "x");
    assertThat(second(entry.toString())).isEqualTo(Status.MISS);
  }

  @Test
  void folderThatOnlyLooksLikeAnEntry_isHashedAsItIs() throws IOException {
    Path entry = first(CachePolicy.defaults());
    String key = entry.getFileName().toString();
    for (String place : new String[] {"elsewhere/" + key, key.substring(0, 2) + "/" + key + "0"}) {
      Path copy = Files.createDirectories(bench.work.resolve(place));
      Files.writeString(copy.resolve(".styxcache.done"), "1");
      Files.writeString(copy.resolve(".styxcache.json"), place);
      assertThat(second(copy.toString())).isEqualTo(Status.MISS);
      Files.writeString(copy.resolve(".styxcache.json"), place + "2");
      assertThat(second(copy.toString())).isEqualTo(Status.MISS);
    }
  }
}
