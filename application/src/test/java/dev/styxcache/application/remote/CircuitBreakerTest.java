package dev.styxcache.application.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.application.spi.Fault;
import dev.styxcache.application.spi.Fault.Reach;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {

  private static final Fault AWAY = new Fault(Reach.EVERYTHING, "away");
  private static final Fault DENIED = new Fault(Reach.WRITING, "denied");

  private Instant now = Instant.parse("2026-11-28T08:00:00Z");
  private final CircuitBreaker breaker = new CircuitBreaker(() -> now, Duration.ofSeconds(60));

  @Test
  void beforeAnyFault_everythingMayBeAsked() {
    assertThat(breaker.openFor(false)).isEmpty();
    assertThat(breaker.openFor(true)).isEmpty();
  }

  @Test
  void afterAFault_nothingIsAsked_untilTheRestIsOver_andThenOneOnly() {
    assertThat(breaker.failed(AWAY)).isTrue();
    assertThat(breaker.openFor(false)).contains(AWAY);
    assertThat(breaker.openFor(true)).contains(AWAY);

    now = now.plusSeconds(59);
    assertThat(breaker.openFor(false)).contains(AWAY);

    now = now.plusSeconds(1);
    assertThat(breaker.openFor(false)).isEmpty();
    assertThat(breaker.openFor(false)).contains(AWAY);
  }

  @Test
  void faultsAfterTheFirst_areNoNews_untilSomethingHasSucceeded() {
    assertThat(breaker.failed(AWAY)).isTrue();
    assertThat(breaker.failed(AWAY)).isFalse();

    breaker.succeeded(false);
    assertThat(breaker.openFor(false)).isEmpty();
    assertThat(breaker.failed(AWAY)).isTrue();
  }

  @Test
  void whereOnlyWritingFails_readingGoesOn_andDoesNotHideIt() {
    assertThat(breaker.failed(DENIED)).isTrue();
    assertThat(breaker.openFor(false)).isEmpty();
    breaker.succeeded(false);
    assertThat(breaker.openFor(true)).contains(DENIED);

    now = now.plusSeconds(60);
    assertThat(breaker.openFor(true)).isEmpty();
    breaker.succeeded(true);
    assertThat(breaker.openFor(true)).isEmpty();
  }

  @Test
  void faultOfOneEntry_keepsNobodyFromOthers() {
    assertThat(breaker.failed(new Fault(Reach.THIS_ENTRY, "too large"))).isTrue();
    assertThat(breaker.openFor(true)).isEmpty();
  }
}
