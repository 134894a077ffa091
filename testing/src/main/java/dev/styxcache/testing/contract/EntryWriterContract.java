package dev.styxcache.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.application.spi.Commit;
import dev.styxcache.application.spi.EntryWriter;
import dev.styxcache.application.spi.Staging;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.manifest.StreamName;
import dev.styxcache.domain.manifest.TreeRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every {@link EntryWriter} promises: of runs that meet, and of trees that are no entries. */
public abstract class EntryWriterContract extends StoreContract {

  @Test
  void commit_whenAnEntryIsThere_joinsIt_andLeavesItAsItIs() throws IOException {
    store(record("a", "out"), output -> write(output.resolve("out"), "first"));
    EntryManifest before = manifest("a");

    Commit commit = store(record("a", "out"), output -> write(output.resolve("out"), "second"));

    assertThat(commit).isEqualTo(new Commit.Joined());
    assertThat(entry("a").resolve("out")).hasContent("first");
    assertThat(manifest("a")).isEqualTo(before);
  }

  @Test
  void commit_whenTheEntryLacksOutputs_addsThem() throws IOException {
    store(record("a", "out"), output -> write(output.resolve("dir/out"), "first"));

    Commit commit =
        store(
            record("a", "more"),
            output -> {
              write(output.resolve("dir/out"), "first");
              write(output.resolve("dir/more"), "more");
              write(output.resolve("new/dir/file"), "file");
              Files.createDirectories(output.resolve("empty"));
              Files.createSymbolicLink(
                  output.resolve("link"), output.getFileSystem().getPath("new/dir/file"));
            });

    assertThat(commit).isEqualTo(new Commit.Joined());
    assertThat(entry("a").resolve("dir/out")).hasContent("first");
    assertThat(entry("a").resolve("dir/more")).hasContent("more");
    assertThat(entry("a").resolve("link")).isSymbolicLink().hasContent("file");
    assertThat(entry("a").resolve("empty")).isEmptyDirectory();
    assertThat(manifest("a").outputs())
        .extracting(TreeRecord::path)
        .containsExactly(
            "dir", "dir/more", "dir/out", "empty", "link", "new", "new/dir", "new/dir/file");
    assertThat(found("a").contains("dir/more")).isTrue();
  }

  @Test
  void commit_whenBothRunsMadeAnOutputThatDiffers_replacesTheEntryWhole() throws IOException {
    store(
        record("a", "out"),
        output -> {
          write(output.resolve("out"), "first");
          write(output.resolve("only"), "of the first");
        });

    Commit commit =
        store(
            record("a", "more"),
            output -> {
              write(output.resolve("out"), "second");
              write(output.resolve("more"), "more");
            });

    assertThat(commit).isEqualTo(new Commit.Replaced("out", Map.of()));
    assertThat(entry("a").resolve("out")).hasContent("second");
    assertThat(entry("a").resolve("more")).hasContent("more");
    assertThat(entry("a").resolve("only")).doesNotExist();
    assertThat(manifest("a").outputs()).extracting(TreeRecord::path).containsExactly("more", "out");
  }

  @Test
  void commit_whenBothRunsDiffer_butNothingIsToBeAdded_keepsTheEntry() throws IOException {
    store(record("a", "out"), output -> write(output.resolve("out"), "first"));

    Commit commit = store(record("a", "out"), output -> write(output.resolve("out"), "second"));

    assertThat(commit).isEqualTo(new Commit.Joined());
    assertThat(entry("a").resolve("out")).hasContent("first");
  }

  @Test
  void commit_whenTheEntryDoesNotKnowAnOutputAbsent_letsItKnow() throws IOException {
    store(record("a", "x"), output -> {});
    store(record("a", "y", "z"), output -> write(output.resolve("x"), "now"));

    assertThat(manifest("a").absent()).containsExactlyInAnyOrder("y", "z");
    assertThat(found("a").contains("x")).isTrue();
  }

  @Test
  void commit_whenAnOutputIsOfAnotherKind_replacesTheEntryWhole() throws IOException {
    store(record("a"), output -> write(output.resolve("thing"), "a file"));

    Commit commit =
        store(
            record("a"),
            output -> {
              write(output.resolve("thing/file"), "in a folder");
              write(output.resolve("other"), "fits");
            });

    assertThat(commit).isEqualTo(new Commit.Replaced("thing", Map.of()));
    assertThat(entry("a").resolve("thing/file")).hasContent("in a folder");
    assertThat(entry("a").resolve("other")).hasContent("fits");
  }

  @Test
  void commit_saysWhichOutputsAreCopiesOfMutableInputs() throws IOException {
    store(
        record("a", List.of("header.txt"), "header.txt"),
        output -> write(output.resolve("header.txt"), "after"));

    assertThat(manifest("a").copies()).containsExactly("header.txt");
    assertThat(found("a").contains("header.txt")).isTrue();
    assertThat(entry("a").resolve("header.txt")).hasContent("after");
  }

  @Test
  void commit_byManyAtOnce_storesOne_andTheOthersJoinIt() throws Exception {
    int runs = 8;
    ExecutorService threads = Executors.newFixedThreadPool(runs);
    try {
      for (int round = 0; round < 10; round++) {
        String name = "round" + round;
        CyclicBarrier barrier = new CyclicBarrier(runs);
        if (round % 2 == 1) {
          expose(name, "in the way of all of them");
        }
        List<Future<Commit>> commits = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
          commits.add(threads.submit(commitAfter(barrier, name, run)));
        }
        int stored = 0;
        for (Future<Commit> commit : commits) {
          stored += commit.get() instanceof Commit.Stored ? 1 : 0;
          assertThat(commit.get()).isNotInstanceOf(Commit.Refused.class);
        }
        assertThat(stored).as("runs that stored %s", name).isEqualTo(1);
        assertThat(entry(name).resolve("same")).hasContent("same");
        for (int run = 0; run < runs; run++) {
          assertThat(found(name).contains("own" + run)).as("output of run %s", run).isTrue();
          assertThat(entry(name).resolve("own" + run)).hasContent("by " + run);
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private Callable<Commit> commitAfter(CyclicBarrier barrier, String name, int run) {
    EntryWriter writer = writer();
    return () -> {
      try (Staging staging = writer.stage(key(name))) {
        write(staging.directory().resolve("same"), "same");
        write(staging.directory().resolve("own" + run), "by " + run);
        feed(staging.capture(StreamName.STDOUT), utf8("run " + run + "\n"), 3);
        barrier.await();
        return staging.commit(record(name));
      }
    };
  }

  @Test
  void expose_ofAStaging_showsItWhereTheEntryWouldBe_withoutMakingItOne() throws IOException {
    EntryWriter writer = writer();
    try (Staging staging = writer.stage(key("a"))) {
      write(staging.directory().resolve("out"), "for one caller");
      write(staging.directory().resolve(".styxcache.done"), "1");
      writer.expose(key("a"), staging.directory());
    }
    assertThat(entry("a").resolve("out")).hasContent("for one caller");
    assertAbsent("a");
    try (var entries = open().upkeep().list()) {
      assertThat(entries).isEmpty();
    }
  }

  @Test
  void expose_keepsAbsoluteLinksWithinTheTreeWorking_andOthersAsTheyAre() throws IOException {
    EntryWriter writer = writer();
    try (Staging staging = writer.stage(key("a"))) {
      Path output = staging.directory();
      write(output.resolve("out"), "content");
      Files.createSymbolicLink(output.resolve("link"), output.resolve("out"));
      Files.createSymbolicLink(output.resolve("outward"), output.getFileSystem().getPath("/x"));
      writer.expose(key("a"), output);
    }
    assertThat(entry("a").resolve("link")).hasContent("content");
    assertThat(Files.readSymbolicLink(entry("a").resolve("outward"))).hasToString("/x");
  }

  @Test
  void expose_ofAnotherTree_showsItWhereTheEntryWouldBe_andLeavesItInItsPlace() throws IOException {
    Path tree = newDirectory();
    write(tree.resolve("out"), "elsewhere");

    writer().expose(key("a"), tree);

    assertThat(entry("a").resolve("out")).hasContent("elsewhere");
    assertThat(tree.resolve("out")).hasContent("elsewhere");
    assertAbsent("a");
  }

  @Test
  void expose_replacesWhatWasExposed_butNeverAnEntry() throws IOException {
    Path tree = newDirectory();
    write(tree.resolve("out"), "elsewhere");
    expose("a", "one");
    expose("a", "two");
    assertThat(entry("a").resolve("out")).hasContent("two");
    writer().expose(key("a"), tree);
    assertThat(entry("a").resolve("out")).hasContent("elsewhere");
    expose("a", "three");
    assertThat(entry("a").resolve("out")).hasContent("three");
    assertThat(tree.resolve("out")).as("the tree that was linked to").hasContent("elsewhere");

    store(record("b"), output -> write(output.resolve("out"), "entry"));
    expose("b", "exposed");
    writer().expose(key("b"), tree);
    assertThat(entry("b").resolve("out")).hasContent("entry");
    assertThat(found("b").contains("out")).isTrue();
  }

  @Test
  void commit_replacesWhatWasExposed() throws IOException {
    Path tree = newDirectory();
    write(tree.resolve("out"), "elsewhere");
    expose("a", "exposed");
    writer().expose(key("b"), tree);
    for (String name : List.of("a", "b")) {
      assertThat(store(record(name), output -> write(output.resolve("out"), "entry")))
          .isEqualTo(new Commit.Stored());
      assertThat(entry(name).resolve("out")).hasContent("entry");
      assertThat(found(name).contains("out")).isTrue();
    }
    assertThat(tree.resolve("out")).hasContent("elsewhere");
  }

  private void expose(String name, String content) throws IOException {
    EntryWriter writer = writer();
    try (Staging staging = writer.stage(key(name))) {
      write(staging.directory().resolve("out"), content);
      writer.expose(key(name), staging.directory());
    }
  }
}
