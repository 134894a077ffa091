package dev.styxcache.application.remote;

import dev.styxcache.application.api.StyxCacheException;
import dev.styxcache.application.spi.Fault;
import dev.styxcache.application.spi.Fault.Reach;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes requests to a remote store through a circuit breaker. An adapter that throws is a fault of
 * the store, and so is an entry that is too large for the memory of this process. Safe for use by
 * many threads.
 */
final class RemoteRequests {

  private static final Logger LOG = LoggerFactory.getLogger(RemoteRequests.class);

  private final CircuitBreaker breaker;

  RemoteRequests(CircuitBreaker breaker) {
    this.breaker = breaker;
  }

  /**
   * Makes a request, unless the circuit breaker is open.
   *
   * @param writing whether it writes
   * @param request the request
   * @param failed makes the answer of a fault
   * @param faultOf the fault of an answer, null where it has none
   * @param written whether an answer shows that writing works
   * @param firstFault receives a fault that users are to know of
   */
  <T> T make(
      boolean writing,
      Supplier<T> request,
      Function<Fault, T> failed,
      Function<T, @Nullable Fault> faultOf,
      Predicate<T> written,
      Consumer<Fault> firstFault) {
    Optional<Fault> open = breaker.openFor(writing);
    if (open.isPresent()) {
      return failed.apply(open.get());
    }
    T answer = ask(request, failed);
    Fault fault = faultOf.apply(answer);
    if (fault == null) {
      breaker.succeeded(written.test(answer));
    } else if (breaker.failed(fault)) {
      firstFault.accept(fault);
    }
    return answer;
  }

  private static <T> T ask(Supplier<T> request, Function<Fault, T> failed) {
    try {
      return request.get();
    } catch (StyxCacheException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.warn("a remote store threw instead of answering", e);
      return failed.apply(new Fault(Reach.EVERYTHING, "it failed by " + e));
    } catch (OutOfMemoryError e) {
      // Somebody may have made the entry so that it is too large. What it took is free again.
      return failed.apply(
          new Fault(
              Reach.THIS_ENTRY,
              "there was not enough memory for an entry ("
                  + e.getMessage()
                  + "); give Java more, such as by STYXCACHE_JAVA_OPTIONS=-Xmx2g"));
    }
  }
}
