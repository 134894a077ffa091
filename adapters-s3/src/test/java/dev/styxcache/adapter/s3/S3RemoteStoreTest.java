package dev.styxcache.adapter.s3;

import dev.styxcache.application.spi.RemoteStore;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.testing.contract.RemoteStoreContract;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Contract of remote stores, for a bucket on an S3 server. */
class S3RemoteStoreTest extends RemoteStoreContract {

  @TempDir private static Path serverFolder;
  private static ProxyServer server;

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

  @AfterEach
  void closeAll() {
    opened.forEach(RemoteStore::close);
  }

  @Override
  protected RemoteStore open() {
    RemoteStore store = new S3RemoteStoreProvider().open(server.options(prefix)).store();
    opened.add(store);
    return store;
  }

  @Override
  protected ContentHash digest(byte[] content) {
    return Digests.of(content);
  }

  @Override
  protected void harm(Harm harm) {
    Objects objects = new Objects(server.client(), ProxyServer.BUCKET, prefix);
    switch (harm) {
      case CHANGED_CONTENTS -> objects.garbleContents();
      case LOST_CONTENTS -> objects.loseContents();
      case GARBLED_DESCRIPTIONS -> objects.garble("v1/entries/");
    }
  }
}
