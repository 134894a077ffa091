package dev.styxcache.adapter.s3.sharing;

import dev.styxcache.adapter.s3.ProxyServer;
import dev.styxcache.application.port.ByteProgress;
import dev.styxcache.application.port.CacheEntryContract;
import dev.styxcache.application.port.CacheStoreContract;
import dev.styxcache.application.port.ContentHasher;
import dev.styxcache.application.port.EntryWriterContract;
import dev.styxcache.application.port.HasherProvider;
import dev.styxcache.application.port.StagingContract;
import dev.styxcache.application.port.StoreProvider.OpenedStore;
import dev.styxcache.application.services.Services;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** What every store promises, for a cache directory with a bucket behind it. */
class BucketStoreContractsTest {

  private static final ContentHasher HASHER =
      Services.only(HasherProvider.class).create(ByteProgress.silent());

  @TempDir private static Path serverFolder;
  private static ProxyServer server;

  @TempDir private Path directory;

  private final String prefix = UUID.randomUUID() + "/";
  private final List<BucketMachine> opened = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    server = ProxyServer.start(serverFolder);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @AfterEach
  void closeAll() {
    opened.forEach(BucketMachine::close);
  }

  private OpenedStore openStore() {
    BucketMachine machine = new BucketMachine(directory.resolve("m"), server.options(prefix));
    opened.add(machine);
    return machine.sharing().store();
  }

  private Path outside() throws IOException {
    return Files.createDirectories(directory.resolve("outside"));
  }

  @Nested
  class AsCacheStore extends CacheStoreContract {
    @Override
    protected OpenedStore open() {
      return openStore();
    }

    @Override
    protected ContentHasher hasher() {
      return HASHER;
    }

    @Override
    protected Path directory() throws IOException {
      return outside();
    }
  }

  @Nested
  class AsEntryWriter extends EntryWriterContract {
    @Override
    protected OpenedStore open() {
      return openStore();
    }

    @Override
    protected ContentHasher hasher() {
      return HASHER;
    }

    @Override
    protected Path directory() throws IOException {
      return outside();
    }
  }

  @Nested
  class AsStaging extends StagingContract {
    @Override
    protected OpenedStore open() {
      return openStore();
    }

    @Override
    protected ContentHasher hasher() {
      return HASHER;
    }

    @Override
    protected Path directory() throws IOException {
      return outside();
    }
  }

  @Nested
  class AsCacheEntry extends CacheEntryContract {
    @Override
    protected OpenedStore open() {
      return openStore();
    }

    @Override
    protected ContentHasher hasher() {
      return HASHER;
    }

    @Override
    protected Path directory() throws IOException {
      return outside();
    }
  }
}
