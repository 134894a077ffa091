package dev.styxcache.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.application.spi.EntryExport;
import dev.styxcache.application.spi.EntryImport;
import dev.styxcache.application.spi.IncomingContent;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.manifest.SharedEntry;
import dev.styxcache.domain.manifest.SharedMember;
import dev.styxcache.domain.manifest.TreeRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What contents do that come to an {@link EntryImport}, in whatever way they come. */
public abstract class IncomingContentContract extends SharingContract {

  private static final int STEP = IncomingContent.STEP_BYTES;
  private static final int LARGE = 5 * STEP + 12_345;
  private static final long SEED = 20261129;

  private static byte[] noise(int length) {
    byte[] noise = new byte[length];
    new Random(SEED).nextBytes(noise);
    return noise;
  }

  /** An entry with a file, of which no content has come to the other store. */
  private EntryImport awaited(byte[] file) throws IOException {
    store(record("a"), output -> Files.write(output.resolve("file"), file));
    EntryImport target = opened(otherSharing().exchange().receive(exported("a").entry()));
    for (IncomingContent content : target.contents()) {
      if (!content.file().path().equals("file")) {
        give(content, Files.readAllBytes(entry("a").resolve(content.file().path())));
      }
    }
    return target;
  }

  private static IncomingContent content(EntryImport target, String path) {
    return target.contents().stream()
        .filter(content -> content.file().path().equals(path))
        .findFirst()
        .orElseThrow();
  }

  private static long part(IncomingContent content, byte[] all, int from, int length)
      throws IOException {
    AtomicLong arrived = new AtomicLong();
    content.write(from, length, new ByteArrayInputStream(all, from, length), arrived::addAndGet);
    return arrived.get();
  }

  private void assertCommits(EntryImport target, byte[] file) throws IOException {
    target.commit();
    assertThat(Arrays.equals(Files.readAllBytes(otherEntry("a").resolve("file")), file)).isTrue();
  }

  private void assertRefused(EntryImport target, IncomingContent content) {
    assertThat(content.isSound()).isFalse();
    assertThatIllegalStateException()
        .isThrownBy(target::commit)
        .withMessageContaining(content.file().path());
    assertThat(openOther().store().find(key("a"))).isEqualTo(new Lookup.Missing<>());
  }

  @Test
  void contentOfAnyLength_arrives_alsoAtTheEdgesOfSteps() throws IOException {
    for (int length : List.of(1, 1023, 1025, STEP - 1, STEP, STEP + 1, 2 * STEP, LARGE)) {
      byte[] file = noise(length);
      try (EntryImport target = awaited(file)) {
        assertThat(part(content(target, "file"), file, 0, length)).isEqualTo(length);
        assertCommits(target, file);
      }
      open().upkeep().remove(key("a"));
      openOther().upkeep().remove(key("a"));
    }
  }

  @Test
  void partsThatComeInAnyOrder_fromSeveralThreads_makeTheContent() throws Exception {
    byte[] file = noise(LARGE);
    List<Integer> starts = new ArrayList<>(List.of(0, STEP, 2 * STEP, 3 * STEP, 5 * STEP));
    Collections.shuffle(starts, new Random(SEED));
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try (EntryImport target = awaited(file)) {
      IncomingContent content = content(target, "file");
      List<Callable<Long>> parts = new ArrayList<>();
      for (int start : starts) {
        int length = start == 3 * STEP ? 2 * STEP : Math.min(STEP, LARGE - start);
        parts.add(() -> part(content, file, start, length));
      }
      long arrived = 0;
      for (Future<Long> part : threads.invokeAll(parts)) {
        arrived += part.get();
      }
      assertThat(arrived).isEqualTo(LARGE);
      assertCommits(target, file);
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void contentThatIsMissing_orLacksAPart_orABit_cannotBeCommitted() throws IOException {
    byte[] file = noise(LARGE);
    byte[] wrong = file.clone();
    wrong[LARGE - 1] ^= 1;
    try (EntryImport target = awaited(file)) {
      IncomingContent content = content(target, "file");
      assertRefused(target, content);
      part(content, file, 0, 4 * STEP);
      assertRefused(target, content);
      part(content, wrong, 4 * STEP, LARGE - 4 * STEP);
      assertRefused(target, content);
    }
  }

  @Test
  void streamThatEndsTooEarly_leavesOutWhatItHasNot_andTheRestCanCome() throws IOException {
    byte[] file = noise(LARGE);
    try (EntryImport target = awaited(file)) {
      IncomingContent content = content(target, "file");
      AtomicLong arrived = new AtomicLong();
      content.write(0, LARGE, new ByteArrayInputStream(file, 0, 2 * STEP + 7), arrived::addAndGet);
      assertThat(arrived).hasValue(2L * STEP);
      assertRefused(target, content);

      part(content, file, 2 * STEP, LARGE - 2 * STEP);
      assertCommits(target, file);
    }
  }

  @Test
  void connectionThatBreaks_isTheCallersToMend_andWhatHadArrivedIsNotWrittenTwice()
      throws IOException {
    byte[] file = noise(LARGE);
    try (EntryImport target = awaited(file)) {
      IncomingContent content = content(target, "file");
      InputStream closed = InputStream.nullInputStream();
      closed.close();
      InputStream broken =
          new SequenceInputStream(new ByteArrayInputStream(file, 0, STEP + 99), closed);
      assertThatThrownBy(() -> content.write(0, LARGE, broken, count -> {}))
          .isExactlyInstanceOf(IOException.class)
          .hasMessageContaining("closed");

      assertThat(part(content, file, 0, LARGE)).isEqualTo(LARGE - STEP);
      assertCommits(target, file);
    }
  }

  @Test
  void otherBytesInThePlaceOfThoseThatArrived_changeNothing_beTheyWrongOrRight()
      throws IOException {
    byte[] file = noise(LARGE);
    byte[] wrong = file.clone();
    wrong[STEP] ^= 1;
    try (EntryImport target = awaited(file)) {
      IncomingContent content = content(target, "file");
      part(content, wrong, 0, LARGE);
      assertThat(part(content, file, 0, LARGE)).isZero();
      assertRefused(target, content);

      content.reset();
      assertThat(part(content, file, 0, LARGE)).isEqualTo(LARGE);
      assertThat(part(content, wrong, 0, LARGE)).isZero();
      assertCommits(target, file);
    }
  }

  @Test
  void contentThatIsResetWhileItComes_takesNothingMoreFromBefore() throws IOException {
    byte[] file = noise(LARGE);
    byte[] wrong = new byte[LARGE];
    try (EntryImport target = awaited(file)) {
      IncomingContent content = content(target, "file");
      InputStream resetting =
          new SequenceInputStream(
              new ByteArrayInputStream(wrong, 0, STEP),
              new ByteArrayInputStream(wrong, STEP, STEP) {
                @Override
                public synchronized int read(byte[] into, int at, int count) {
                  if (available() == STEP) {
                    content.reset();
                  }
                  return super.read(into, at, count);
                }
              });
      assertThatIllegalStateException()
          .isThrownBy(() -> content.write(0, LARGE, resetting, count -> {}));

      part(content, file, 0, LARGE);
      assertCommits(target, file);
    }
  }

  @Test
  void contentThatSeveralFilesHave_comesOnce_andIsInAllOfThem() throws IOException {
    byte[] large = noise(LARGE);
    store(
        record("a"),
        output -> {
          Files.createDirectory(output.resolve("dir"));
          for (String name : List.of("one", "dir/two", "three")) {
            Files.write(output.resolve(name), large);
          }
          for (int i = 0; i < 3; i++) {
            write(output.resolve("small" + i), "small");
          }
        });
    EntryExport export = exported("a");
    try (EntryImport target = opened(otherSharing().exchange().receive(export.entry()))) {
      assertThat(target.contents().stream().filter(content -> content.file().size() == LARGE))
          .hasSize(1);
      copy(export, target);
      target.commit();
    }
    for (TreeRecord.File file : export.entry().files()) {
      assertThat(otherEntry("a").resolve(file.path()))
          .hasSameBinaryContentAs(entry("a").resolve(file.path()));
    }
  }

  @Test
  void emptyFile_isSoundFromTheBeginning_unlessItsDigestIsAnothers() throws IOException {
    store(record("a"), output -> write(output.resolve("file"), ""));
    SharedEntry good = exported("a").entry();
    ContentHash other = new ContentHash("ab".repeat(32));
    SharedEntry bad =
        new SharedEntry(
            good.key(),
            Optional.empty(),
            List.of(new SharedMember(new TreeRecord.File("file", 0, 0644, other), LONG_AGO)));

    try (EntryImport target = opened(otherSharing().exchange().receive(good))) {
      assertThat(content(target, "file").isSound()).isTrue();
    }
    try (EntryImport target = opened(otherSharing().exchange().receive(bad))) {
      assertRefused(target, content(target, "file"));
    }
  }

  @Test
  void contentThatIsSaidToHaveTwoLengths_isTwo_ofWhichOneNeverComes() throws IOException {
    store(record("a"), output -> write(output.resolve("file"), "content"));
    TreeRecord.File file =
        exported("a").entry().files().stream()
            .filter(found -> found.path().equals("file"))
            .findFirst()
            .orElseThrow();
    UnaryOperator<List<SharedMember>> both =
        members -> plus(members, new TreeRecord.File("shorter", 3, 0644, file.hash()));
    SharedEntry bad =
        new SharedEntry(
            key("a"), Optional.empty(), both.apply(List.of(new SharedMember(file, LONG_AGO))));

    try (EntryImport target = opened(otherSharing().exchange().receive(bad))) {
      byte[] bytes = Files.readAllBytes(entry("a").resolve("file"));
      give(content(target, "file"), bytes);
      give(content(target, "shorter"), bytes);
      assertThat(content(target, "file").isSound()).isTrue();
      assertRefused(target, content(target, "shorter"));
    }
  }

  @Test
  void partsThatTheContentDoesNotHave_areRefused() throws IOException {
    byte[] file = noise(LARGE);
    try (EntryImport target = awaited(file)) {
      IncomingContent content = content(target, "file");
      for (Map.Entry<Long, Long> part :
          List.of(
              Map.entry(-1L * STEP, (long) STEP),
              Map.entry(0L, LARGE + 1L),
              Map.entry(6L * STEP, 1L),
              Map.entry(1L, (long) STEP),
              Map.entry(0L, STEP - 1L),
              Map.entry(0L, -1L * STEP))) {
        assertThatIllegalArgumentException()
            .as("%s", part)
            .isThrownBy(
                () ->
                    content.write(
                        part.getKey(), part.getValue(), InputStream.nullInputStream(), n -> {}));
      }
    }
  }
}
