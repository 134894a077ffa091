package dev.styxcache.cli.sharing;

import dev.styxcache.adapter.s3.ProxyServer;
import dev.styxcache.application.port.ByteProgress;
import dev.styxcache.application.port.CacheEntryContract;
import dev.styxcache.application.port.CacheStoreContract;
import dev.styxcache.application.port.ContentHasher;
import dev.styxcache.application.port.EntryWriterContract;
import dev.styxcache.application.port.HasherProvider;
import dev.styxcache.application.port.KeyLocks;
import dev.styxcache.application.port.KeyLocksContract;
import dev.styxcache.application.port.StagingContract;
import dev.styxcache.application.port.StoreProvider.OpenedStore;
import dev.styxcache.application.services.Services;
import dev.styxcache.application.sharing.Sharing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** What every store promises, for one that is shared by a bucket on a server of S3's protocol. */
class SharedBucketContractsTest {

  private static final ContentHasher HASHER =
      Services.only(HasherProvider.class).create(ByteProgress.silent());

  @TempDir static Path bucket;
  private static ProxyServer server;

  @TempDir Path directory;
  private final List<Sharing> opened = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void startServer() throws Exception {
    server = ProxyServer.start(bucket);
  }

  @AfterAll
  static void stopServer() throws IOException {
    server.close();
  }

  @AfterEach
  void closeAll() {
    opened.forEach(Sharing::close);
  }

  /** Each test has a prefix of its own in the bucket, as it has a directory of its own. */
  private OpenedStore openStore() {
    Map<String, Object> options = new HashMap<>(server.options(directory.getFileName() + "/"));
    options.put("region", "us-east-1");
    Sharing sharing = Sharing.open(directory.resolve("cache"), "s3", options);
    opened.add(sharing);
    return sharing.store();
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

  @Nested
  class AsKeyLocks extends KeyLocksContract {
    @Override
    protected KeyLocks locks() {
      return openStore().locks();
    }
  }
}
