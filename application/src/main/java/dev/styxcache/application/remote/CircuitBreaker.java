package dev.styxcache.application.remote;

import dev.styxcache.application.spi.Fault;
import dev.styxcache.application.spi.Fault.Reach;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A circuit breaker: open after a fault of the remote store, half-open once per interval, closed
 * again after a request that succeeded. Without it each of a thousand runs would wait for the same
 * timeout. Reading and writing have a breaker each, since a machine that may only read still can.
 */
final class CircuitBreaker {

  private final InstantSource clock;
  private final Duration interval;
  private final Gate all = new Gate();
  private final Gate writing = new Gate();

  CircuitBreaker(InstantSource clock, Duration interval) {
    this.clock = clock;
    this.interval = interval;
  }

  /** Open while it has a fault; half-open from {@code nextTry} on, for one request. */
  private static final class Gate {
    private @Nullable Fault fault;
    private Instant nextTry = Instant.MIN;
  }

  /** The fault for which no request may be made now; empty where one may. */
  synchronized Optional<Fault> openFor(boolean toWrite) {
    Optional<Fault> fault = pass(all);
    return fault.isEmpty() && toWrite ? pass(writing) : fault;
  }

  private Optional<Fault> pass(Gate gate) {
    Instant now = clock.instant();
    if (gate.fault == null) {
      return Optional.empty();
    } else if (now.isBefore(gate.nextTry)) {
      return Optional.of(gate.fault);
    }
    gate.nextTry = now.plus(interval);
    return Optional.empty();
  }

  /** Opens; returns whether it is the first fault of its kind since a request succeeded. */
  synchronized boolean failed(Fault fault) {
    if (fault.reach() == Reach.THIS_ENTRY) {
      return true;
    }
    Gate gate = fault.reach() == Reach.WRITING ? writing : all;
    boolean first = gate.fault == null;
    gate.fault = fault;
    gate.nextTry = clock.instant().plus(interval);
    return first;
  }

  /** Closes for reading; for writing only where the request has written. */
  synchronized void succeeded(boolean written) {
    all.fault = null;
    if (written) {
      writing.fault = null;
    }
  }
}
