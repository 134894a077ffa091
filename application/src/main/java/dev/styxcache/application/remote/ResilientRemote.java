package dev.styxcache.application.remote;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.StyxCacheException;
import dev.styxcache.application.spi.EntryExport;
import dev.styxcache.application.spi.EntryImport;
import dev.styxcache.application.spi.RemoteDamage;
import dev.styxcache.application.spi.RemoteEntry;
import dev.styxcache.application.spi.RemoteFault;
import dev.styxcache.application.spi.RemoteFault.Reach;
import dev.styxcache.application.spi.RemoteFetch;
import dev.styxcache.application.spi.RemoteLookup;
import dev.styxcache.application.spi.RemotePush;
import dev.styxcache.application.spi.RemoteStore;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.manifest.SharedEntry;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A remote store that is left alone for a while after it has failed, and of whose failures people
 * are told once. A bug of an adapter is a fault of the store, too, and so is an entry that is too
 * large for the memory of this process: neither must stop work.
 */
final class ResilientRemote implements RemoteStore {

  private static final Logger LOG = LoggerFactory.getLogger(ResilientRemote.class);

  private final RemoteStore remote;
  private final CircuitBreaker breaker;
  private final Consumer<RemoteFault> firstFaults;

  /**
   * Around a remote store.
   *
   * @param firstFaults is told of each fault that people are to know of
   */
  ResilientRemote(RemoteStore remote, CircuitBreaker breaker, Consumer<RemoteFault> firstFaults) {
    this.remote = remote;
    this.breaker = breaker;
    this.firstFaults = firstFaults;
  }

  @Override
  public RemoteLookup find(CacheKey key) {
    return heed(ask(false, () -> remote.find(key), RemoteLookup.Failed::new));
  }

  @Override
  public RemotePush create(EntryExport export, ByteProgress progress) {
    return heed(ask(true, () -> remote.create(export, progress), RemotePush.Failed::new));
  }

  private <T> T ask(boolean writing, Supplier<T> request, Function<RemoteFault, T> failed) {
    Optional<RemoteFault> resting = breaker.restingFor(writing);
    if (resting.isPresent()) {
      return failed.apply(resting.get());
    }
    try {
      return request.get();
    } catch (StyxCacheException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.warn("a remote store threw instead of answering", e);
      return failed.apply(new RemoteFault(Reach.EVERYTHING, "it failed by " + e));
    } catch (OutOfMemoryError e) {
      // Somebody may have made it so that it is too large, and what it took is free again.
      return failed.apply(
          new RemoteFault(
              Reach.THIS_ENTRY,
              "there was not enough memory for an entry ("
                  + e.getMessage()
                  + "); give Java more, such as by STYXCACHE_JAVA_OPTIONS=-Xmx2g"));
    }
  }

  private RemoteLookup heed(RemoteLookup lookup) {
    if (lookup instanceof RemoteLookup.Failed failed) {
      report(failed.fault());
      return lookup;
    }
    breaker.succeeded(false);
    if (lookup instanceof RemoteLookup.Found found) {
      return new RemoteLookup.Found(new ResilientEntry(found.entry()));
    } else if (lookup instanceof RemoteLookup.Corrupt corrupt) {
      return new RemoteLookup.Corrupt(corrupt.reason(), new ResilientDamage(corrupt.damage()));
    }
    return lookup;
  }

  private RemotePush heed(RemotePush push) {
    if (push instanceof RemotePush.Failed failed) {
      report(failed.fault());
    } else if (push instanceof RemotePush.Taken taken) {
      return new RemotePush.Taken(heed(taken.now()));
    } else if (push instanceof RemotePush.Stored) {
      breaker.succeeded(true);
    }
    return push;
  }

  private void report(RemoteFault fault) {
    if (breaker.failed(fault)) {
      firstFaults.accept(fault);
    }
  }

  @Override
  public void close() {
    remote.close();
  }

  private final class ResilientDamage implements RemoteDamage {

    private final RemoteDamage damage;

    private ResilientDamage(RemoteDamage damage) {
      this.damage = damage;
    }

    @Override
    public Optional<RemoteFault> discard() {
      Optional<RemoteFault> fault = ask(true, damage::discard, Optional::of);
      fault.ifPresent(ResilientRemote.this::report);
      return fault;
    }
  }

  private final class ResilientEntry implements RemoteEntry {

    private final RemoteEntry entry;

    private ResilientEntry(RemoteEntry entry) {
      this.entry = entry;
    }

    @Override
    public SharedEntry entry() {
      return entry.entry();
    }

    @Override
    public RemoteFetch fetch(EntryImport target, ByteProgress progress) {
      RemoteFetch fetch = ask(false, () -> entry.fetch(target, progress), RemoteFetch.Failed::new);
      if (fetch instanceof RemoteFetch.Failed failed) {
        report(failed.fault());
        return fetch;
      }
      breaker.succeeded(false);
      return fetch instanceof RemoteFetch.Corrupt corrupt
          ? new RemoteFetch.Corrupt(corrupt.reason(), new ResilientDamage(corrupt.damage()))
          : fetch;
    }

    @Override
    public RemotePush replace(EntryExport export, ByteProgress progress) {
      return heed(ask(true, () -> entry.replace(export, progress), RemotePush.Failed::new));
    }

    @Override
    public Optional<RemoteFault> discard() {
      return new ResilientDamage(entry).discard();
    }
  }
}
