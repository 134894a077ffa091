package dev.styxcache.application.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.spi.CacheEntry;
import dev.styxcache.application.spi.CacheStore;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.WriteAccess;
import dev.styxcache.domain.key.CacheKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimeLimitedStoreTest {

  private static final CacheKey KEY = CacheKey.ofCanonicalText("{}");

  private final CountDownLatch serverIsBack = new CountDownLatch(1);
  private final AtomicInteger asked = new AtomicInteger();

  @AfterEach
  void letGo() {
    serverIsBack.countDown();
  }

  @Test
  void find_whenTheStoreHangs_failsInsteadOfHanging() {
    TimeLimitedStore store = new TimeLimitedStore(new HangingStore(), Duration.ofMillis(20));

    assertThat(store.find(KEY)).isInstanceOf(Lookup.Unavailable.class);
  }

  @Test
  void find_afterTheStoreHung_asksItNoMoreForAWhile() {
    TimeLimitedStore store = new TimeLimitedStore(new HangingStore(), Duration.ofMillis(20));
    Lookup<CacheEntry> first = store.find(KEY);

    Lookup<CacheEntry> second = store.find(KEY);
    WriteAccess access = store.writeAccess();

    assertThat(first).isInstanceOf(Lookup.Unavailable.class);
    assertThat(second).isInstanceOf(Lookup.Unavailable.class);
    assertThat(access).isInstanceOf(WriteAccess.Failed.class);
    assertThat(asked).hasValue(1);
  }

  @Test
  void find_whenTheStoreAnswers_handsTheAnswerOn() {
    serverIsBack.countDown();
    TimeLimitedStore store = new TimeLimitedStore(new HangingStore(), Duration.ofMinutes(1));

    assertThat(store.find(KEY)).isInstanceOf(Lookup.Missing.class);
    assertThat(store.find(KEY)).isInstanceOf(Lookup.Missing.class);
    assertThat(store.writeAccess()).isInstanceOf(WriteAccess.Failed.class);
  }

  /** Like a network mount whose server is gone. */
  private final class HangingStore implements CacheStore {

    @Override
    public Path directoryOf(CacheKey key) {
      return Path.of("/cache").resolve(key.hex());
    }

    @Override
    public Lookup<CacheEntry> find(CacheKey key) {
      hang();
      return new Lookup.Missing<>();
    }

    @Override
    public WriteAccess writeAccess() {
      hang();
      return new WriteAccess.Failed(new CacheUnavailableException("read-only file system"));
    }

    private void hang() {
      asked.incrementAndGet();
      boolean interrupted = true;
      while (interrupted) {
        try {
          serverIsBack.await();
          interrupted = false;
        } catch (InterruptedException e) {
          // A thread that waits for a dead mount does not wake up either.
          interrupted = true;
        }
      }
    }
  }
}
