package dev.styxcache.adapter.fs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.adapter.fs.process.CommittingProcess;
import dev.styxcache.adapter.fs.process.Recipe;
import dev.styxcache.application.spi.Commit;
import dev.styxcache.files.process.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several processes commit the same key at once. */
@Timeout(180)
class CommitRaceTest {

  private static final int PROCESSES = 4;
  private static final int ROUNDS = 25;

  @TempDir Path directory;

  @Test
  void processesThatCommitOneKey_storeItOnce_andTheOthersJoin() {
    StoreOnDisk store = new StoreOnDisk(directory.resolve("cache"));
    List<String> names = IntStream.range(0, ROUNDS).mapToObj(round -> "round" + round).toList();
    List<ChildJvm> children = new ArrayList<>();
    try {
      for (int i = 0; i < PROCESSES; i++) {
        Object[] arguments =
            Stream.concat(Stream.of(store.root(), i % 2 == 0 ? "HALF" : "ALL"), names.stream())
                .toArray();
        children.add(ChildJvm.start(CommittingProcess.class, arguments));
      }
      for (String name : names) {
        children.forEach(child -> assertThat(child.line()).isEqualTo("ready"));
        exposeSomething(store, name);
        children.forEach(ChildJvm::goOn);
        List<String> outcomes = children.stream().map(ChildJvm::line).toList();

        assertThat(outcomes)
            .as(name)
            .containsOnlyOnce(new Commit.Stored().toString())
            .containsOnly(new Commit.Stored().toString(), new Commit.Joined().toString());
        new Recipe(name).verify(store.entry(name), store.found(name));
        assertThat(store.found(name).manifest().orElseThrow().outputs())
            .as("outputs of the runs that made all")
            .anyMatch(record -> record.path().endsWith("file1"));
      }
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    } finally {
      children.forEach(ChildJvm::close);
    }
  }

  /** Blocks the final name with something that is not an entry. */
  private void exposeSomething(StoreOnDisk store, String name) throws java.io.IOException {
    Path tree = Files.createDirectories(directory.resolve("elsewhere"));
    Files.writeString(tree.resolve("mine"), "mine");
    store.writer().expose(StoreOnDisk.key(name), tree);
    assertThat(tree.resolve("mine")).hasContent("mine");
  }
}
