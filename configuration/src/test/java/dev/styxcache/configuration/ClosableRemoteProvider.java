package dev.styxcache.configuration;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.spi.EntryExport;
import dev.styxcache.application.spi.Fault;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.RemoteEntry;
import dev.styxcache.application.spi.RemotePush;
import dev.styxcache.application.spi.RemoteStore;
import dev.styxcache.application.spi.RemoteStoreProvider;
import dev.styxcache.domain.key.CacheKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Remote stores that keep nothing, and count how many of them are open and what is pushed. */
public final class ClosableRemoteProvider implements RemoteStoreProvider {

  static final AtomicInteger OPEN = new AtomicInteger();
  static final AtomicInteger PUSHED = new AtomicInteger();

  /** For {@link java.util.ServiceLoader}. */
  public ClosableRemoteProvider() {}

  @Override
  public String type() {
    return "closable";
  }

  @Override
  public OpenedRemote open(Map<String, Object> options) {
    if (!options.isEmpty()) {
      throw new IllegalArgumentException("unknown options " + options.keySet());
    }
    OPEN.incrementAndGet();
    return new OpenedRemote("closable://", new Remote(), writing -> List.of());
  }

  private static final class Remote implements RemoteStore {

    @Override
    public Lookup<RemoteEntry> find(CacheKey key) {
      return new Lookup.Missing<>("nothing is kept");
    }

    @Override
    public RemotePush create(EntryExport export, ByteProgress progress) {
      PUSHED.incrementAndGet();
      return new RemotePush.Stored(0);
    }

    @Override
    public Optional<Fault> discard(CacheKey key) {
      return Optional.empty();
    }

    @Override
    public void close() {
      OPEN.decrementAndGet();
    }
  }
}
