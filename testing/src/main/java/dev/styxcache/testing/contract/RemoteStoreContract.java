package dev.styxcache.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.spi.EntryExport;
import dev.styxcache.application.spi.IncomingContent;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.RemoteEntry;
import dev.styxcache.application.spi.RemoteFetch;
import dev.styxcache.application.spi.RemotePush;
import dev.styxcache.application.spi.RemoteStore;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.manifest.SharedEntry;
import dev.styxcache.domain.manifest.TreeRecord;
import dev.styxcache.testing.FolderEntry;
import dev.styxcache.testing.FolderImport;
import dev.styxcache.testing.RecordingProgress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link RemoteStore} promises. A subclass gives an empty one for each test. */
@Timeout(120)
public abstract class RemoteStoreContract {

  private static final int WRITERS = 8;
  private static final int LARGE_BYTES = 20 << 20;

  /** Where each test has its folders. */
  @TempDir protected Path directory;

  private int folders;

  /**
   * The remote store of this test, opened anew at each call, as by another machine. Closed by the
   * subclass after the test.
   */
  protected abstract RemoteStore open();

  /** The digest by which the remote store knows contents. */
  protected abstract ContentHash digest(byte[] content);

  /** What can go wrong with a place. */
  protected enum Harm {
    /** Every content has another byte somewhere. */
    CHANGED_CONTENTS,
    /** Every content is gone. */
    LOST_CONTENTS,
    /** Every description of an entry is no such thing. */
    GARBLED_DESCRIPTIONS
  }

  /** Does something to all that the remote store of this test has, behind its back. */
  protected abstract void harm(Harm harm) throws Exception;

  protected final FolderEntry entry(String name) {
    return new FolderEntry(newFolder(), this::digest, name);
  }

  protected final Path newFolder() {
    try {
      return Files.createDirectory(directory.resolve("folder" + folders++));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  protected static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  protected static byte[] noise(int length, long seed) {
    byte[] noise = new byte[length];
    new Random(seed).nextBytes(noise);
    return noise;
  }

  protected final RemotePush create(EntryExport export) {
    return open().create(export, ByteProgress.silent());
  }

  protected static RemoteEntry found(Lookup<RemoteEntry> lookup) {
    assertThat(lookup).isInstanceOf(Lookup.Found.class);
    return ((Lookup.Found<RemoteEntry>) lookup).entry();
  }

  protected final RemoteEntry find(CacheKey key) {
    return found(open().find(key));
  }

  protected static Lookup<RemoteEntry> taken(RemotePush push) {
    assertThat(push).isInstanceOf(RemotePush.Taken.class);
    return ((RemotePush.Taken) push).now();
  }

  private Path fetch(RemoteEntry entry, ByteProgress progress) throws IOException {
    Path folder = newFolder();
    FolderImport target = new FolderImport(folder, this::digest, entry.entry());
    assertThat(entry.fetch(target, progress)).isEqualTo(new RemoteFetch.Fetched());
    assertThat(target.contents()).allMatch(IncomingContent::isSound);
    target.writeAll();
    return folder;
  }

  /** Sends, finds and fetches it, and compares. */
  protected final void assertArrives(FolderEntry entry) throws IOException {
    assertThat(create(entry)).isInstanceOf(RemotePush.Stored.class);
    assertIsThere(entry);
  }

  private void assertIsThere(FolderEntry entry) throws IOException {
    RemoteEntry found = find(entry.entry().key());
    assertThat(found.entry()).isEqualTo(entry.entry());
    Path arrived = fetch(found, ByteProgress.silent());
    for (TreeRecord.File file : entry.entry().files()) {
      assertThat(arrived.resolve(file.path())).hasSameBinaryContentAs(entry.content(file));
    }
  }

  private RemoteFetch.Corrupt assertCorrupt(RemoteEntry entry) {
    FolderImport target = new FolderImport(newFolder(), this::digest, entry.entry());
    RemoteFetch fetch = entry.fetch(target, ByteProgress.silent());
    assertThat(fetch).isInstanceOf(RemoteFetch.Corrupt.class);
    assertThat(((RemoteFetch.Corrupt) fetch).reason()).isNotBlank();
    return (RemoteFetch.Corrupt) fetch;
  }

  @Test
  void find_whereNothingWasEverSent_isMissing() {
    assertThat(open().find(entry("never").entry().key())).isEqualTo(new Lookup.Missing<>());
  }

  @Test
  void entryWithOneOfEverything_arrivesAsItWas() throws IOException {
    assertArrives(
        entry("a")
            .folder("dir")
            .folder("dir/er")
            .folder("empty")
            .file("dir/er/out.txt", bytes("one"))
            .file("again", bytes("one"))
            .file("empty file", new byte[0])
            .file("tv\u00e5 \ud83e\udde0\n\"'\\*?%2F+ ", bytes("two"))
            .file(".styxcache.stdout.gz", noise(70, 1))
            .link("link", "dir/er/out.txt")
            .link("loose", "no where"));
  }

  @Test
  void entryWithoutAnyMember_orWithoutManifest_arrivesAsItWas() throws IOException {
    assertArrives(entry("nothing"));
    assertArrives(entry("plain").manifest(Optional.empty()).file("out", bytes("one")));
  }

  @Test
  void manyFiles_ofManySizes_arriveAsTheyWere() throws IOException {
    FolderEntry many = entry("many").folder("d");
    for (int i = 0; i < 400; i++) {
      many.file("d/" + i, i % 3 == 0 ? bytes("text ".repeat(i)) : noise(i * 40, i));
    }
    assertArrives(many);
  }

  @Test
  void largeFiles_arriveAsTheyWere_whetherTheyCompressOrNot() throws IOException {
    assertArrives(
        entry("large")
            .file("noise", noise(LARGE_BYTES, 7))
            .file("zeros", new byte[LARGE_BYTES + 1])
            .file("text", bytes("all work and no play ".repeat(100_000))));
  }

  @Test
  void progress_isToldOfAllBytes_eachWay() throws IOException {
    FolderEntry entry =
        entry("a").file("large", noise(LARGE_BYTES, 3)).file("small", noise(100, 4));
    RecordingProgress sent = new RecordingProgress();
    RecordingProgress received = new RecordingProgress();

    open().create(entry, sent);
    fetch(find(entry.entry().key()), received);

    assertThat(sent.due()).isEqualTo(entry.entry().bytes());
    assertThat(sent.read()).isEqualTo(entry.entry().bytes());
    assertThat(received.due()).isEqualTo(entry.entry().bytes());
    assertThat(received.read()).isEqualTo(entry.entry().bytes());
    assertThat(sent.rounds()).isEqualTo(1);
    assertThat(received.rounds()).isEqualTo(1);
  }

  @Test
  void create_whereThereIsAnEntry_leavesIt_andTellsOfIt() throws IOException {
    FolderEntry first = entry("a").file("out", bytes("first"));
    create(first);

    Lookup<RemoteEntry> now = taken(create(entry("a").file("out", bytes("second"))));

    assertThat(found(now).entry()).isEqualTo(first.entry());
    assertIsThere(first);
  }

  @Test
  void create_byManyAtOnce_oneWins_andTheOthersAreToldOfItsEntry() throws Exception {
    List<FolderEntry> entries = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      entries.add(entry("a").file("out", bytes("of " + i)).file("same", bytes("same")));
    }
    CyclicBarrier start = new CyclicBarrier(WRITERS);
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    List<Future<RemotePush>> pushes = new ArrayList<>();
    try {
      for (FolderEntry entry : entries) {
        RemoteStore store = open();
        pushes.add(
            threads.submit(
                () -> {
                  start.await();
                  return store.create(entry, ByteProgress.silent());
                }));
      }
      int winner = -1;
      List<SharedEntry> told = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        RemotePush push = pushes.get(i).get();
        if (push instanceof RemotePush.Stored) {
          assertThat(winner).as("another winner than %s", i).isEqualTo(-1);
          winner = i;
        } else {
          told.add(found(taken(push)).entry());
        }
      }
      assertThat(told).hasSize(WRITERS - 1).containsOnly(entries.get(winner).entry());
      assertIsThere(entries.get(winner));
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void contentThatIsThereAlready_isNotSentAgain() throws IOException {
    byte[] content = noise(LARGE_BYTES, 5);
    assertThat(create(entry("a").file("out", content)))
        .isEqualTo(new RemotePush.Stored(LARGE_BYTES));

    FolderEntry other = entry("b").file("elsewhere", content).file("more", bytes("more"));
    RemotePush push = create(other);

    assertThat(((RemotePush.Stored) push).bytes()).isLessThan(LARGE_BYTES / 10);
    assertIsThere(other);
  }

  @Test
  void replace_putsAnEntryInThePlace_withContentsThatOnlyTheOldOneHad() throws IOException {
    FolderEntry first = entry("a").file("old", bytes("old")).file("large", noise(LARGE_BYTES, 9));
    create(first);
    FolderEntry joined =
        entry("a")
            .manifest(Optional.of("another"))
            .elsewhere("old", bytes("old"))
            .elsewhere("large", noise(LARGE_BYTES, 9))
            .file("new", bytes("new"));

    RemotePush push = find(first.entry().key()).replace(joined, ByteProgress.silent());

    assertThat(push).isInstanceOf(RemotePush.Stored.class);
    RemoteEntry now = find(first.entry().key());
    assertThat(now.entry()).isEqualTo(joined.entry());
    Path arrived = fetch(now, ByteProgress.silent());
    assertThat(arrived.resolve("old")).hasContent("old");
    assertThat(arrived.resolve("new")).hasContent("new");
  }

  @Test
  void replace_ofAnEntryThatWasReplaced_leavesWhatIsThere_andTellsOfIt() throws IOException {
    create(entry("a").file("out", bytes("1")));
    RemoteEntry old = find(entry("a").entry().key());
    FolderEntry second = entry("a").file("out", bytes("2"));
    assertThat(find(second.entry().key()).replace(second, ByteProgress.silent()))
        .isInstanceOf(RemotePush.Stored.class);

    RemotePush push = old.replace(entry("a").file("out", bytes("3")), ByteProgress.silent());

    assertThat(found(taken(push)).entry()).isEqualTo(second.entry());
    assertIsThere(second);
  }

  @Test
  void replace_ofAnEntryThatIsGone_storesNothing() {
    create(entry("a").file("out", bytes("1")));
    RemoteEntry old = find(entry("a").entry().key());
    assertThat(find(entry("a").entry().key()).discard()).isEmpty();

    RemotePush push = old.replace(entry("a").file("out", bytes("2")), ByteProgress.silent());

    assertThat(taken(push)).isEqualTo(new Lookup.Missing<>());
    assertThat(open().find(entry("a").entry().key())).isEqualTo(new Lookup.Missing<>());
  }

  @Test
  void discard_takesTheEntryAway_forAllMachines_andItCanBeSentAnew() throws IOException {
    FolderEntry entry = entry("a").file("out", bytes("1"));
    create(entry);

    assertThat(find(entry.entry().key()).discard()).isEmpty();

    assertThat(open().find(entry.entry().key())).isEqualTo(new Lookup.Missing<>());
    assertArrives(entry);
  }

  @Test
  void contentsThatWereChanged_areNeverTakenForSound_andTheNextPushRepairsThem() throws Exception {
    repairs(Harm.CHANGED_CONTENTS);
  }

  @Test
  void contentsThatAreLost_areNoticed_andTheNextPushRepairsThem() throws Exception {
    repairs(Harm.LOST_CONTENTS);
  }

  private void repairs(Harm harm) throws Exception {
    FolderEntry entry =
        entry("a")
            .file("large", noise(LARGE_BYTES, 11))
            .file("small", bytes("small"))
            .file("text", bytes("all work and no play ".repeat(1000)));
    create(entry);
    harm(harm);

    RemoteFetch.Corrupt corrupt = assertCorrupt(find(entry.entry().key()));
    assertThat(corrupt.damage().discard()).isEmpty();

    assertThat(open().find(entry.entry().key())).isEqualTo(new Lookup.Missing<>());
    assertArrives(entry);
  }

  @Test
  void descriptionThatIsNone_isCorrupt_andTheNextPushRepairsIt() throws Exception {
    FolderEntry entry = entry("a").file("out", bytes("1"));
    create(entry);
    harm(Harm.GARBLED_DESCRIPTIONS);

    Lookup<RemoteEntry> lookup = open().find(entry.entry().key());

    assertThat(lookup).isInstanceOf(Lookup.Corrupt.class);
    assertThat(((Lookup.Corrupt<RemoteEntry>) lookup).reason()).isNotBlank();
    assertThat(taken(create(entry))).isInstanceOf(Lookup.Corrupt.class);
    assertThat(open().discard(entry.entry().key())).isEmpty();
    assertArrives(entry);
  }

  @Test
  void entryThatIsDeletedHereBeforeItIsSent_isGone_andNothingOfItIsFound() throws IOException {
    FolderEntry entry = entry("a").file("out", bytes("1")).file("large", noise(LARGE_BYTES, 2));
    for (TreeRecord.File file : entry.entry().files()) {
      Files.delete(entry.content(file));
    }

    assertThat(create(entry)).isEqualTo(new RemotePush.Gone());
    assertThat(open().find(entry.entry().key())).isEqualTo(new Lookup.Missing<>());
  }
}
