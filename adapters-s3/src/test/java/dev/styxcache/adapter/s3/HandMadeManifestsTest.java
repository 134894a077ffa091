package dev.styxcache.adapter.s3;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.RemoteEntry;
import dev.styxcache.application.spi.RemotePush;
import dev.styxcache.application.spi.RemoteStore;
import dev.styxcache.testing.FolderEntry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Manifests that another program wrote to the bucket. */
class HandMadeManifestsTest {

  @TempDir private Path directory;

  @Test
  void pathThatLeadsOut_isCorrupt_andIsRepairedByTheNextPush() throws Exception {
    assertRepaired("\"path\":\"out\"", "\"path\":\"../out\"");
  }

  @Test
  void absolutePath_isCorrupt_andIsRepairedByTheNextPush() throws Exception {
    assertRepaired("\"path\":\"out\"", "\"path\":\"/tmp/out\"");
  }

  @Test
  void absurdSize_isCorrupt_andIsRepairedByTheNextPush() throws Exception {
    assertRepaired("\"size\":3", "\"size\":99999999999999");
  }

  private void assertRepaired(String good, String bad) throws Exception {
    try (ProxyServer server = ProxyServer.start(directory.resolve("server"));
        RemoteStore store = open(server);
        RemoteStore other = open(server)) {
      FolderEntry entry = entry();
      store.create(entry, ByteProgress.silent());
      edit(server, good, bad);

      Lookup<RemoteEntry> lookup = other.find(entry.entry().key());
      assertThat(lookup).isInstanceOf(Lookup.Corrupt.class);
      assertThat(other.discard(entry.entry().key())).isEmpty();

      assertThat(other.create(entry, ByteProgress.silent())).isInstanceOf(RemotePush.Stored.class);
      assertThat(store.find(entry.entry().key())).isInstanceOf(Lookup.Found.class);
    }
  }

  @Test
  void newerFormat_isNeitherUsedNorReplaced() throws Exception {
    try (ProxyServer server = ProxyServer.start(directory.resolve("server"));
        RemoteStore store = open(server);
        RemoteStore other = open(server)) {
      FolderEntry entry = entry();
      store.create(entry, ByteProgress.silent());
      edit(server, "\"format\":1", "\"format\":2");
      byte[] newer = objects(server).get(objects(server).names("v1/entries/").get(0));

      assertThat(other.find(entry.entry().key())).isInstanceOf(Lookup.Newer.class);
      assertThat(other.create(entry, ByteProgress.silent())).isInstanceOf(RemotePush.Taken.class);
      assertThat(objects(server).get(objects(server).names("v1/entries/").get(0))).isEqualTo(newer);
    }
  }

  private FolderEntry entry() {
    return new FolderEntry(directory, Digests::of, "a")
        .file("out", "one".getBytes(StandardCharsets.UTF_8));
  }

  private static RemoteStore open(ProxyServer server) {
    return new S3RemoteStoreProvider().open(server.options("styx/")).store();
  }

  private static Objects objects(ProxyServer server) {
    return new Objects(server.client(), ProxyServer.BUCKET, "styx/");
  }

  private static void edit(ProxyServer server, String good, String bad) {
    Objects objects = objects(server);
    String name = objects.names("v1/entries/").get(0);
    byte[] stored = objects.get(name);
    String text =
        new String(
            Zstd.decompress(stored, (int) Zstd.getFrameContentSize(stored)),
            StandardCharsets.UTF_8);
    assertThat(text).contains(good);
    objects.put(name, Zstd.compress(text.replace(good, bad).getBytes(StandardCharsets.UTF_8)));
  }
}
