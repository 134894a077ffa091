package dev.styxcache.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.EntryExchange.Reception;
import dev.styxcache.application.spi.LocalSharingProvider.LocalSharing;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.Staging;
import dev.styxcache.application.spi.StoreProvider.OpenedStore;
import dev.styxcache.application.spi.WriteAccess;
import dev.styxcache.testing.contract.EntryExchangeContract;
import dev.styxcache.testing.contract.EntryReceptionContract;
import dev.styxcache.testing.contract.EntryUpkeepContract;
import dev.styxcache.testing.contract.IncomingContentContract;
import dev.styxcache.testing.contract.PendingPushesContract;
import dev.styxcache.testing.contract.SharingContract;
import dev.styxcache.testing.contract.StoreContract;
import dev.styxcache.testing.contract.StoreContracts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The memory store keeps the contracts of a local store, and fails when a test wants it to. */
class MemoryStoreTest extends StoreContracts {

  private final MemoryStore store = new MemoryStore();

  @Override
  protected OpenedStore openStore() {
    return store.opened();
  }

  @Override
  protected ContentHasher storeHasher() {
    return store.hasher();
  }

  @Override
  protected Path disk() {
    return store.directory("disk");
  }

  @Nested
  class AsEntryUpkeep extends EntryUpkeepContract {
    @Override
    protected OpenedStore open() {
      return openStore();
    }

    @Override
    protected ContentHasher hasher() {
      return storeHasher();
    }

    @Override
    protected Path directory() throws IOException {
      return outside();
    }
  }

  @Nested
  class WithFaults extends StoreContract {
    @Override
    protected OpenedStore open() {
      return openStore();
    }

    @Override
    protected ContentHasher hasher() {
      return storeHasher();
    }

    @Override
    protected Path directory() throws IOException {
      return outside();
    }

    @Test
    void storeThatIsUnavailable_saysSoAtEachCall_untilItIsRepaired() throws IOException {
      store(record("a"), output -> write(output.resolve("out"), "one"));
      store.makeUnavailable("the disk is gone");

      assertThat(store.find(key("a"))).isInstanceOf(Lookup.Unavailable.class);
      assertThat(store.writeAccess()).isInstanceOf(WriteAccess.Failed.class);
      assertThatThrownBy(() -> store.remove(key("a")))
          .isInstanceOf(CacheUnavailableException.class)
          .hasMessageContaining("the disk is gone");
      assertThatThrownBy(() -> store.quarantine(key("a")))
          .isInstanceOf(CacheUnavailableException.class);
      assertThatThrownBy(store::list).isInstanceOf(CacheUnavailableException.class);

      store.repair();
      assertThat(found("a").contains("out")).isTrue();
    }

    @Test
    void storeThatIsUnwritable_isReadFrom_andTakesNothing() throws IOException {
      store(record("a"), output -> write(output.resolve("out"), "one"));
      Staging begun = writer().stage(key("b"));
      store.makeUnwritable("disk full");

      assertThat(found("a").contains("out")).isTrue();
      assertThat(store.writeAccess()).isInstanceOf(WriteAccess.Failed.class);
      assertThatThrownBy(() -> store.stage(key("b"))).isInstanceOf(CacheUnavailableException.class);
      assertThatThrownBy(() -> begun.commit(record("b")))
          .isInstanceOf(CacheUnavailableException.class)
          .hasMessage("disk full");
      store.expose(key("b"), begun.directory());
      assertThat(entry("b")).isEmptyDirectory();
    }

    @Test
    void corruptEntry_isFoundCorrupt_andANewerOneNewer() throws IOException {
      store(record("a"), output -> write(output.resolve("out"), "one"));
      store(record("b"), output -> {});
      store(record("c"), output -> {});

      store.corrupt(key("a"));
      store.corrupt(key("b"));
      store.makeNewer(key("c"));

      assertThat(store.find(key("a"))).isInstanceOf(Lookup.Corrupt.class);
      assertThat(store.find(key("b"))).isInstanceOf(Lookup.Corrupt.class);
      assertThat(store.find(key("c"))).isInstanceOf(Lookup.Newer.class);
      assertThatThrownBy(() -> store.corrupt(key("d"))).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> store.makeNewer(key("d"))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void manifestThatNoMemoryStoreWrote_isRefused() {
      var entry = new FolderEntry(store.directory("other"), MemoryHasher::digest, "other").entry();

      assertThat(store.sharing().exchange().receive(entry)).isInstanceOf(Reception.Refused.class);
    }
  }

  /** Memory stores by name. */
  private static final class InMemory implements SharingContract.Stores {

    private final Map<String, MemoryStore> stores = new HashMap<>();

    private MemoryStore store(String name) {
      return stores.computeIfAbsent(name, first -> new MemoryStore());
    }

    @Override
    public OpenedStore open(String name) {
      return store(name).opened();
    }

    @Override
    public LocalSharing sharing(String name) {
      return store(name).sharing();
    }

    @Override
    public ContentHasher hasher() {
      return new MemoryHasher();
    }

    @Override
    public Path directory() {
      return store("outside").directory("disk");
    }
  }

  @Nested
  class AsEntryExchange extends EntryExchangeContract {
    private final InMemory stores = new InMemory();

    @Override
    protected Stores stores() {
      return stores;
    }
  }

  @Nested
  class AsEntryReception extends EntryReceptionContract {
    private final InMemory stores = new InMemory();

    @Override
    protected Stores stores() {
      return stores;
    }
  }

  @Nested
  class AsIncomingContent extends IncomingContentContract {
    private final InMemory stores = new InMemory();

    @Override
    protected Stores stores() {
      return stores;
    }
  }

  @Nested
  class AsPendingPushes extends PendingPushesContract {
    private final InMemory stores = new InMemory();

    @Override
    protected Stores stores() {
      return stores;
    }
  }
}
