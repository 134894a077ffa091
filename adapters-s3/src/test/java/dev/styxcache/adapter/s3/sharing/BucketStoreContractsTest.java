package dev.styxcache.adapter.s3.sharing;

import dev.styxcache.adapter.s3.ProxyServer;
import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.remote.Sharing;
import dev.styxcache.application.services.Services;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.HasherProvider;
import dev.styxcache.application.spi.StoreProvider.OpenedStore;
import dev.styxcache.testing.contract.StoreContracts;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Contracts of stores, for a cache directory with a bucket behind it. */
class BucketStoreContractsTest extends StoreContracts {

  private static final ContentHasher HASHER =
      Services.only(HasherProvider.class).create(ByteProgress.silent());

  @TempDir private static Path serverFolder;
  private static ProxyServer server;

  @TempDir private Path directory;

  /** Each test has a prefix of its own in the bucket, as it has a directory of its own. */
  private final String prefix = UUID.randomUUID() + "/";

  private final List<Sharing> opened = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    server = ProxyServer.start(serverFolder);
    ProxyServer.signIn();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @AfterEach
  void closeAll() {
    opened.forEach(Sharing::close);
  }

  @Override
  protected OpenedStore openStore() {
    Sharing sharing = Sharing.open(directory.resolve("cache"), "s3", server.options(prefix));
    opened.add(sharing);
    return sharing.store();
  }

  @Override
  protected ContentHasher storeHasher() {
    return HASHER;
  }

  @Override
  protected Path disk() {
    return directory;
  }
}
