package dev.styxcache.application.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.application.spi.RemoteFault;
import dev.styxcache.application.spi.RemoteFault.Reach;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {

  private static final RemoteFault AWAY = new RemoteFault(Reach.EVERYTHING, "away");
  private static final RemoteFault DENIED = new RemoteFault(Reach.WRITING, "denied");

  private Instant now = Instant.parse("2026-11-28T08:00:00Z");
  private final CircuitBreaker breaker = new CircuitBreaker(() -> now, Duration.ofSeconds(60));

  @Test
  void beforeAnyFault_everythingMayBeAsked() {
    assertThat(breaker.restingFor(false)).isEmpty();
    assertThat(breaker.restingFor(true)).isEmpty();
  }

  @Test
  void afterAFault_nothingIsAsked_untilTheRestIsOver_andThenOneOnly() {
    assertThat(breaker.failed(AWAY)).isTrue();
    assertThat(breaker.restingFor(false)).contains(AWAY);
    assertThat(breaker.restingFor(true)).contains(AWAY);

    now = now.plusSeconds(59);
    assertThat(breaker.restingFor(false)).contains(AWAY);

    now = now.plusSeconds(1);
    assertThat(breaker.restingFor(false)).isEmpty();
    assertThat(breaker.restingFor(false)).contains(AWAY);
  }

  @Test
  void faultsAfterTheFirst_areNoNews_untilSomethingHasSucceeded() {
    assertThat(breaker.failed(AWAY)).isTrue();
    assertThat(breaker.failed(AWAY)).isFalse();

    breaker.succeeded(false);
    assertThat(breaker.restingFor(false)).isEmpty();
    assertThat(breaker.failed(AWAY)).isTrue();
  }

  @Test
  void whereOnlyWritingFails_readingGoesOn_andDoesNotHideIt() {
    assertThat(breaker.failed(DENIED)).isTrue();
    assertThat(breaker.restingFor(false)).isEmpty();
    breaker.succeeded(false);
    assertThat(breaker.restingFor(true)).contains(DENIED);

    now = now.plusSeconds(60);
    assertThat(breaker.restingFor(true)).isEmpty();
    breaker.succeeded(true);
    assertThat(breaker.restingFor(true)).isEmpty();
  }

  @Test
  void faultOfOneEntry_keepsNobodyFromOthers() {
    assertThat(breaker.failed(new RemoteFault(Reach.THIS_ENTRY, "too large"))).isTrue();
    assertThat(breaker.restingFor(true)).isEmpty();
  }
}
