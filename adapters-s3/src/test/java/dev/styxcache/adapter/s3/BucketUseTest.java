package dev.styxcache.adapter.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.spi.Fault;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.RemoteEntry;
import dev.styxcache.application.spi.RemoteFetch;
import dev.styxcache.application.spi.RemotePush;
import dev.styxcache.application.spi.RemoteStore;
import dev.styxcache.application.spi.RemoteStoreProvider.Finding;
import dev.styxcache.application.spi.RemoteStoreProvider.OpenedRemote;
import dev.styxcache.testing.FolderEntry;
import dev.styxcache.testing.FolderImport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which requests are made, how many, and with which settings. */
class BucketUseTest {

  private static final long EXPIRE_DAYS = 30;

  @TempDir private static Path serverFolder;
  private static ProxyServer server;

  @TempDir private Path directory;

  private final String prefix = UUID.randomUUID() + "/";
  private final List<RemoteStore> opened = new ArrayList<>();

  @BeforeAll
  static void startServer() throws Exception {
    server = ProxyServer.start(serverFolder);
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.close();
  }

  @BeforeEach
  void forget() {
    RequestLog.clear();
  }

  @AfterEach
  void closeAll() {
    opened.forEach(RemoteStore::close);
  }

  private OpenedRemote open(Map<String, Object> more) {
    Map<String, Object> options = new HashMap<>(server.options(prefix));
    options.putAll(more);
    OpenedRemote remote = new S3RemoteStoreProvider().open(options);
    opened.add(remote.store());
    return remote;
  }

  private RemoteStore store() {
    return open(Map.of()).store();
  }

  private FolderEntry entry(String name) throws IOException {
    return new FolderEntry(
        Files.createDirectory(directory.resolve(UUID.randomUUID().toString())), Digests::of, name);
  }

  private static byte[] noise(int length, long seed) {
    byte[] noise = new byte[length];
    new Random(seed).nextBytes(noise);
    return noise;
  }

  private FolderEntry smallFiles(String name, int count) throws IOException {
    FolderEntry entry = entry(name);
    for (int i = 0; i < count; i++) {
      entry.file("f" + i, noise(4096, i));
    }
    return entry;
  }

  private static RemotePush push(RemoteStore store, FolderEntry entry) {
    return store.create(entry, ByteProgress.silent());
  }

  private RemoteFetch fetch(RemoteStore store, FolderEntry entry) throws IOException {
    RemoteEntry found = ((Lookup.Found<RemoteEntry>) store.find(entry.entry().key())).entry();
    Path folder = Files.createDirectory(directory.resolve(UUID.randomUUID().toString()));
    return found.fetch(new FolderImport(folder, Digests::of, found.entry()), ByteProgress.silent());
  }

  private int requests() {
    return RequestLog.of(prefix).size();
  }

  @Test
  void miss_costsOneRequest() throws IOException {
    assertThat(store().find(entry("never").entry().key())).isEqualTo(new Lookup.Missing<>());
    assertThat(requests()).isEqualTo(1);
  }

  @Test
  void opening_asksNobody() {
    open(Map.of("endpoint", "http://127.0.0.1:1"));
    assertThat(RequestLog.of("")).isEmpty();
  }

  @Test
  void smallEntry_isFetchedByOneRequest() throws IOException {
    FolderEntry entry = entry("tiny").file("out", noise(500, 1)).file("empty", new byte[0]);
    push(store(), entry);
    RequestLog.clear();

    assertThat(fetch(store(), entry)).isEqualTo(new RemoteFetch.Fetched());
    assertThat(requests()).isEqualTo(1);
  }

  @Test
  void twoThousandFilesOf4KiB_costSomeTensOfRequestsEachWay() throws IOException {
    FolderEntry entry = smallFiles("many", 2000);

    assertThat(push(store(), entry)).isEqualTo(new RemotePush.Stored(2000 * 4096));
    assertThat(requests()).isBetween(10, 80);
    RequestLog.clear();
    assertThat(fetch(store(), entry)).isEqualTo(new RemoteFetch.Fetched());
    assertThat(requests()).isBetween(5, 40);
  }

  @Test
  void entryThatDiffersInOneOf2000SmallFiles_sendsAFewPacks() throws IOException {
    push(store(), smallFiles("many", 2000));

    RemotePush push = push(store(), smallFiles("one more", 2000).file("new", noise(4096, -1)));

    assertThat(((RemotePush.Stored) push).bytes()).isBetween(4096L, 2L << 20);
  }

  @Test
  void equalFiles_ofEntriesWithFewFiles_areStoredOnce_andNotSentAgain() throws IOException {
    push(store(), entry("a").file("out", noise(5000, 1)).file("other", noise(5000, 2)));
    RequestLog.clear();

    RemotePush push =
        push(store(), entry("b").file("x", noise(5000, 1)).file("twin", noise(5000, 1)));

    assertThat(push).isEqualTo(new RemotePush.Stored(0));
    assertThat(RequestLog.of(prefix + "v1/blobs/"))
        .allMatch(request -> request.method().equals("HEAD"));
    assertThat(names("v1/blobs/")).hasSize(2);
  }

  private List<String> names(String below) {
    return new Objects(server.client(), ProxyServer.BUCKET, prefix).names(below);
  }

  @Test
  void whatCompresses_isCompressed_andWhatIsNamedSoOrDoesNot_isNot() throws IOException {
    byte[] zeros = new byte[200_000];
    byte[] ones = zeros.clone();
    ones[77] = 1;
    push(
        store(),
        entry("a")
            .file("zeros.nii", zeros)
            .file("named.nii.gz", ones)
            .file("noise", noise(200_000, 1)));

    assertThat(names("v1/blobs/"))
        .containsExactlyInAnyOrder(
            prefix + "v1/blobs/" + Digests.of(zeros).hex() + ".zst",
            prefix + "v1/blobs/" + Digests.of(ones).hex(),
            prefix + "v1/blobs/" + Digests.of(noise(200_000, 1)).hex());
  }

  @Test
  void largeFile_travelsInPartsBothWays() throws IOException {
    FolderEntry entry = entry("large").file("out", noise(40 << 20, 1));

    push(store(), entry);
    fetch(store(), entry);

    assertThat(RequestLog.of("partNumber=")).hasSize(5);
    assertThat(RequestLog.of(prefix + "v1/blobs/"))
        .filteredOn(request -> request.headers().containsKey("Range"))
        .hasSize(2);
  }

  @Test
  void manifest_isWrittenOnlyWhereNoneIs() throws IOException {
    push(store(), entry("a").file("out", noise(10, 1)));

    assertThat(RequestLog.of(prefix + "v1/entries/"))
        .filteredOn(request -> request.method().equals("PUT"))
        .singleElement()
        .matches(request -> request.has("If-None-Match", "*"));
  }

  /** The response of this server, which has no KMS keys, does not matter here. */
  @Test
  void encryption_isAskedForOfEverythingThatIsWritten_orCopied() throws IOException {
    FolderEntry small = smallFiles("small", 20);
    push(store(), small);
    makeOlder(Duration.ofDays(EXPIRE_DAYS - 1));
    RequestLog.clear();
    RemoteStore store =
        open(Map.of("sse", "aws:kms", "kms_key", "alias/lab", "expire_days", EXPIRE_DAYS)).store();

    fetch(store, small);
    push(store, entry("large").file("large", noise(20 << 20, 1)));
    push(store, entry("a").file("out", noise(5000, 2)));

    List<RequestLog.Request> writing =
        RequestLog.of(prefix).stream()
            .filter(request -> request.method().matches("PUT|POST"))
            .filter(request -> !request.path().contains("uploadId="))
            .toList();
    assertThat(writing)
        .anyMatch(request -> request.headers().containsKey("x-amz-copy-source"))
        .anyMatch(request -> request.method().equals("POST"))
        .hasSizeGreaterThan(2)
        .allMatch(request -> request.has("x-amz-server-side-encryption", "aws:kms"))
        .allMatch(
            request -> request.has("x-amz-server-side-encryption-aws-kms-key-id", "alias/lab"));
  }

  /** Changes objects on the server's disk, where each is a file. */
  private void makeOlder(Duration age) throws IOException {
    FileTime time = FileTime.from(Instant.now().minus(age));
    try (Stream<Path> files = Files.walk(objects())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.setLastModifiedTime(file, time);
      }
    }
  }

  private Path objects() {
    return serverFolder.resolve(ProxyServer.BUCKET).resolve(prefix);
  }

  private List<Path> old() throws IOException {
    Instant recent = Instant.now().minus(Duration.ofDays(1));
    try (Stream<Path> files = Files.walk(objects())) {
      List<Path> old = new ArrayList<>();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(recent)) {
          old.add(file);
        }
      }
      return old;
    }
  }

  @Test
  void objectsThatAreHit_andOlderThanHalfOfExpireDays_areWrittenAnew_withTheirMetadata()
      throws IOException {
    FolderEntry entry = smallFiles("a", 20).file("large", noise(200_000, 1));
    push(store(), entry);
    makeOlder(Duration.ofDays(EXPIRE_DAYS / 2 + 1));

    RemoteStore store = open(Map.of("expire_days", EXPIRE_DAYS)).store();
    assertThat(fetch(store, entry)).isEqualTo(new RemoteFetch.Fetched());

    assertThat(old()).isEmpty();
    for (String name : names("v1/")) {
      assertThat(server.client().headObject(h -> h.bucket(ProxyServer.BUCKET).key(name)).metadata())
          .as(name)
          .containsEntry("styxcache-format", "1");
    }
    assertThat(fetch(store(), entry)).isEqualTo(new RemoteFetch.Fetched());
  }

  @Test
  void objectsThatAreYounger_orInABucketWithoutARule_areLeftAlone() throws IOException {
    FolderEntry entry = smallFiles("a", 20).file("large", noise(200_000, 1));
    push(store(), entry);
    makeOlder(Duration.ofDays(EXPIRE_DAYS / 2 - 1));
    int all = old().size();

    fetch(open(Map.of("expire_days", EXPIRE_DAYS)).store(), entry);
    fetch(store(), entry);

    assertThat(all).isGreaterThan(2);
    assertThat(old()).hasSize(all);
  }

  @Test
  void contentThatANewEntryReliesOn_isWrittenAnew_whereItIsOld() throws IOException {
    push(store(), entry("a").file("out", noise(200_000, 1)));
    makeOlder(Duration.ofDays(EXPIRE_DAYS - 1));

    RemotePush push =
        push(
            open(Map.of("expire_days", EXPIRE_DAYS)).store(),
            entry("b").file("same", noise(200_000, 1)));

    assertThat(push).isEqualTo(new RemotePush.Stored(0));
    assertThat(old()).singleElement().asString().contains("entries");
  }

  @Test
  void bucketThatDoesNotExist_isAFailure_andNoMiss() throws IOException {
    RemoteStore store = open(Map.of("bucket", "no-such-bucket")).store();

    Lookup<RemoteEntry> lookup = store.find(entry("a").entry().key());

    Fault fault = ((Lookup.Unavailable<RemoteEntry>) lookup).fault();
    assertThat(fault.reach()).isEqualTo(Fault.Reach.EVERYTHING);
    assertThat(fault.message()).contains("no-such-bucket", "does not exist", "store.s3.bucket");
  }

  @Test
  void serverThatIsAway_isAFailure_thatNamesIt() throws IOException {
    RemoteStore store =
        open(Map.of("endpoint", "http://127.0.0.1:1", "connect_timeout", 1L)).store();

    assertThat(
            ((Lookup.Unavailable<RemoteEntry>) store.find(entry("a").entry().key()))
                .fault()
                .message())
        .contains("127.0.0.1:1", "cannot be reached");
    assertThat(
            ((RemotePush.Failed) push(store, entry("a").file("out", noise(9, 1)))).fault().reach())
        .isEqualTo(Fault.Reach.EVERYTHING);
  }

  @Test
  void wrongSecret_isAFailure_whoseMessageHasNoSecret() throws IOException {
    System.setProperty("aws.secretAccessKey", "wrong-Secret-4711");
    try {
      Lookup<RemoteEntry> lookup = store().find(entry("a").entry().key());

      assertThat(((Lookup.Unavailable<RemoteEntry>) lookup).fault().message())
          .contains("denies access", "credentials")
          .doesNotContain("wrong-Secret-4711")
          .doesNotContain(ProxyServer.ACCESS_KEY);
    } finally {
      ProxyServer.signIn();
    }
  }

  @Test
  void check_findsEverythingGood_andLeavesNothing() {
    assertThat(open(Map.of()).check().run(true)).hasSize(3).allMatch(Finding::good);
    assertThat(names("")).isEmpty();
  }

  @Test
  void check_saysWhatIsWrong() {
    assertThat(open(Map.of("bucket", "no-such-bucket")).check().run(true))
        .singleElement()
        .matches(finding -> !finding.good() && finding.text().contains("does not exist"));
  }

  @Test
  void options_areChecked() {
    assertRefused(Map.of("buckets", "x"), "buckets");
    assertRefused(Map.of("parallel", 0L), "parallel");
    assertRefused(Map.of("path_style", "yes"), "path_style");
    assertRefused(Map.of("kms_key", "alias/lab"), "kms_key");
  }

  private void assertRefused(Map<String, Object> more, String name) {
    assertThatThrownBy(() -> open(more))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name);
  }
}
