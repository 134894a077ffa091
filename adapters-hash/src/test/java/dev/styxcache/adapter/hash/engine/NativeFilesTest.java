package dev.styxcache.adapter.hash.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.styxcache.blake3.Kernel;
import dev.styxcache.blake3.KernelSelector;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.files.FileStat;
import dev.styxcache.files.process.Commands;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are read and hashed in C, whole batches and large ones. */
class NativeFilesTest {

  private static final long SEED = 20261203;
  private static final int MIB = 1 << 20;

  @TempDir Path directory;
  private final Random random = new Random(SEED);

  @BeforeEach
  void requireNativeCode() {
    boolean there = NativeFiles.areAvailable();
    assertThat(there || !"all".equals(System.getenv("STYX_TESTS_REQUIRE")))
        .as("where all tests are required there is a C compiler")
        .isTrue();
    assumeTrue(there, "built without native code");
  }

  private static KernelEngine engine() {
    return new KernelEngine(KernelSelector.always(Kernel.Kind.NATIVE), Runnable::run);
  }

  private Path file(String name, int size) throws IOException {
    byte[] content = new byte[size];
    random.nextBytes(content);
    return Files.write(directory.resolve(name), content);
  }

  private static ContentHash reference(Path file) throws IOException {
    return new RctcwyvrnEngine().digest(file, Files.size(file), bytes -> {}).orElseThrow();
  }

  private static List<FileStat> stats(List<Path> files) throws IOException {
    List<FileStat> stats = new ArrayList<>();
    for (Path file : files) {
      stats.add(FileStat.exact(file));
    }
    return stats;
  }

  private static List<ContentHash> split(byte[] digests) {
    List<ContentHash> hashes = new ArrayList<>();
    for (int at = 0; at < digests.length; at += ContentHash.BYTES) {
      hashes.add(ContentHash.of(Arrays.copyOfRange(digests, at, at + ContentHash.BYTES)));
    }
    return hashes;
  }

  @Test
  void batch_hasTheDigestOfEachFile_whateverTheSizesAndNames() throws IOException {
    for (int round = 0; round < 20; round++) {
      List<Path> files = new ArrayList<>();
      List<ContentHash> expected = new ArrayList<>();
      int count = 1 + random.nextInt(300);
      for (int i = 0; i < count; i++) {
        int most = i % 50 == 0 ? MIB + 1 : i % 10 == 0 ? 200_000 : 3_000;
        Path file = file("ä “" + round + "” " + i + "\n", random.nextInt(most));
        files.add(file);
        expected.add(reference(file));
      }
      Optional<byte[]> digests = NativeFiles.digests(files, stats(files));
      assertThat(digests).as("seed %s, round %s", SEED, round).isPresent();
      assertThat(split(digests.orElseThrow())).isEqualTo(expected);
    }
  }

  @Test
  void batch_withAFileThatIsNotAsExpected_givesNothing() throws IOException {
    List<Path> files = List.of(file("a", 5000), file("b", 0), file("c", 70_000));
    List<FileStat> good = stats(files);
    assertThat(NativeFiles.digests(files, good)).isPresent();
    for (int i = 0; i < files.size(); i++) {
      FileStat stat = good.get(i);
      for (FileStat other :
          List.of(
              other(stat, stat.mode() ^ 1, 0, 0, 0, 0, 0),
              other(stat, stat.mode(), 1, 0, 0, 0, 0),
              other(stat, stat.mode(), 0, 1, 0, 0, 0),
              other(stat, stat.mode(), 0, 0, 1, 0, 0),
              other(stat, stat.mode(), 0, 0, 0, 1, 0),
              other(stat, stat.mode(), 0, 0, 0, 0, 1))) {
        List<FileStat> changed = new ArrayList<>(good);
        changed.set(i, other);
        assertThat(NativeFiles.digests(files, changed)).as("%s is not %s", stat, other).isEmpty();
      }
    }
  }

  private static FileStat other(
      FileStat stat, int mode, long size, long modified, long changed, long device, long inode) {
    return new FileStat(
        mode,
        stat.size() + size,
        stat.modified() + modified,
        stat.changed() + changed,
        stat.device() + device,
        stat.inode() + inode);
  }

  @Test
  void batch_withAFileThatShrinksGrowsOrVanishes_givesNothing_andTheEngineGoesOnInJava()
      throws IOException {
    Path file = file("file", 9000);
    List<Path> files = List.of(file("first", 10), file);
    KernelEngine engine = engine();
    List<FileStat> before = stats(files);
    assertThat(engine.digests(files, before, bytes -> {})).isPresent();
    for (int size : new int[] {8999, 9001, 0}) {
      Files.write(file, new byte[size]);
      assertThat(engine().digests(files, before, bytes -> {})).as("%s bytes", size).isEmpty();
    }
    Files.delete(file);
    assertThat(engine.digests(files, before, bytes -> {})).isEmpty();
    file("file", 9000);
    // One failure is enough: some file systems always fail.
    assertThat(engine.digests(files, stats(files), bytes -> {})).isEmpty();
  }

  @Test
  void largeFile_hasItsDigest_andNoneWhereItIsShorterOrLonger() throws IOException {
    for (int size : new int[] {MIB + 1, 2 * MIB, 3 * MIB + 1234, 5 * MIB - 1}) {
      Path file = file("large", size);
      assertThat(engine().digest(file, size, bytes -> {})).contains(reference(file));
      assertThat(engine().digest(file, size + 1, bytes -> {})).isEmpty();
      assertThat(engine().digest(file, size + 3L * MIB, bytes -> {})).isEmpty();
      if (size > MIB + 1) {
        assertThat(engine().digest(file, size - 1, bytes -> {})).isEmpty();
      }
    }
  }

  @Test
  void largeFile_thatShrinksWhileItIsRead_hasNoDigest() throws IOException {
    Path file = file("large", 4 * MIB);
    Optional<ContentHash> digest =
        engine()
            .digest(
                file,
                4 * MIB,
                bytes -> {
                  try {
                    Files.write(file, new byte[2 * MIB - 5]);
                  } catch (IOException e) {
                    throw new IllegalStateException(e);
                  }
                });
    assertThat(digest).isEmpty();
  }

  @Test
  void largeFile_thatIsMissingOrADirectory_isRefusedAsInJava() {
    assertThatThrownBy(() -> engine().digest(directory.resolve("none"), 2 * MIB, bytes -> {}))
        .isInstanceOf(java.nio.file.NoSuchFileException.class);
    assertThatThrownBy(() -> engine().digest(directory, 2 * MIB, bytes -> {}))
        .isInstanceOf(IOException.class);
  }

  @Test
  void largeFile_onAnInterruptedThread_isNotRead() throws IOException {
    Path file = file("large", 3 * MIB);
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> engine().digest(file, 3 * MIB, bytes -> {}))
          .isInstanceOf(ClosedByInterruptException.class);
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void files_ofManyThreads_haveTheirDigests_andNoneStaysOpen() throws Exception {
    Path large = file("large", 3 * MIB + 77);
    List<Path> small = new ArrayList<>();
    List<ContentHash> expected = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      small.add(file("small" + i, random.nextInt(20_000)));
      expected.add(reference(small.get(i)));
    }
    List<FileStat> stats = stats(small);
    ContentHash ofLarge = reference(large);
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      List<Callable<Boolean>> tasks =
          Collections.nCopies(
              100,
              () ->
                  engine().digest(large, 3 * MIB + 77, bytes -> {}).orElseThrow().equals(ofLarge)
                      && split(NativeFiles.digests(small, stats).orElseThrow()).equals(expected));
      for (Future<Boolean> right : threads.invokeAll(tasks)) {
        assertThat(right.get()).isTrue();
      }
    } finally {
      threads.shutdown();
    }
    Path open = Path.of("/proc/self/fd");
    if (Files.isDirectory(open)) {
      assertThat(Commands.run("ls", "-l", "/proc/" + ProcessHandle.current().pid() + "/fd"))
          .doesNotContain(directory.toString());
    }
  }

  @Test
  void name_isEmpty_whereTextIsNotThePath() {
    assertThat(NativeFiles.name(Path.of("a\uFFFDb"))).isEmpty();
    assertThat(NativeFiles.name(Path.of("ä"))).contains(new byte[] {(byte) 0xC3, (byte) 0xA4, 0});
  }

  @Test
  void reads_thatAreInterruptedOrShort_goOn() throws IOException {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "needs Linux");
    Path shim = directory.resolve("interrupt.so");
    Commands.run(
        "cc", "-shared", "-fPIC", "-o", shim.toString(), "src/test/native/interrupt.c", "-ldl");
    List<Path> files =
        List.of(file("a", 3 * MIB + 5), file("b", 100_000), file("c", 1), file("d", 8192));
    List<String> expected = new ArrayList<>();
    for (Path file : files) {
      expected.add(reference(file).hex());
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                "env",
                "LD_PRELOAD=" + shim,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dsun.jnu.encoding=UTF-8",
                "--enable-native-access=ALL-UNNAMED",
                "-Dslf4j.internal.verbosity=ERROR",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    files.forEach(file -> command.add(file.toString()));
    assertThat(Commands.run(command).lines()).containsExactlyElementsOf(expected);
  }

  /** Prints the digests of a large file and of some small ones. */
  static final class Main {

    private Main() {}

    public static void main(String[] arguments) throws IOException {
      List<Path> files = Arrays.stream(arguments).map(Path::of).toList();
      Path large = files.get(0);
      List<Path> small = files.subList(1, files.size());
      System.out.println(
          engine().digest(large, Files.size(large), bytes -> {}).orElseThrow().hex());
      split(NativeFiles.digests(small, stats(small)).orElseThrow())
          .forEach(hash -> System.out.println(hash.hex()));
    }
  }
}
