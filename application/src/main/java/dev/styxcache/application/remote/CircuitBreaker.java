package dev.styxcache.application.remote;

import dev.styxcache.application.spi.RemoteFault;
import dev.styxcache.application.spi.RemoteFault.Reach;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Leaves a remote store alone for a while after it has failed: each of a thousand runs would wait
 * for the same time limit. After that one request goes through, and the others only if that one has
 * succeeded. Reading and writing are told apart, since whoever may only read still can.
 */
final class CircuitBreaker {

  private final InstantSource clock;
  private final Duration rest;
  private final Gate all = new Gate();
  private final Gate writing = new Gate();

  CircuitBreaker(InstantSource clock, Duration rest) {
    this.clock = clock;
    this.rest = rest;
  }

  /** Closed from a fault on until a request has succeeded, save for one try a while. */
  private static final class Gate {
    private @Nullable RemoteFault fault;
    private Instant nextTry = Instant.MIN;
  }

  /** The fault for which a request is not to be made now; nothing where it may be. */
  synchronized Optional<RemoteFault> restingFor(boolean toWrite) {
    Optional<RemoteFault> fault = pass(all);
    return fault.isEmpty() && toWrite ? pass(writing) : fault;
  }

  private Optional<RemoteFault> pass(Gate gate) {
    Instant now = clock.instant();
    if (gate.fault == null) {
      return Optional.empty();
    } else if (now.isBefore(gate.nextTry)) {
      return Optional.of(gate.fault);
    }
    gate.nextTry = now.plus(rest);
    return Optional.empty();
  }

  /** Whether it is the first of its kind since a request has succeeded. */
  synchronized boolean failed(RemoteFault fault) {
    if (fault.reach() == Reach.THIS_ENTRY) {
      return true;
    }
    Gate gate = fault.reach() == Reach.WRITING ? writing : all;
    boolean first = gate.fault == null;
    gate.fault = fault;
    gate.nextTry = clock.instant().plus(rest);
    return first;
  }

  /** Requests get through again; those that write only once one that writes has. */
  synchronized void succeeded(boolean written) {
    all.fault = null;
    if (written) {
      writing.fault = null;
    }
  }
}
