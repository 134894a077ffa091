package dev.styxcache.application.store;

import dev.styxcache.application.spi.StoreProvider.OpenedStore;
import java.time.Duration;

/** The ways in which a store can be used other than as it is. */
public final class StoreModes {

  /**
   * A local disk answers within milliseconds, a busy network share within seconds; this is neither.
   */
  public static final Duration ANSWERS_WITHIN = Duration.ofSeconds(30);

  private StoreModes() {}

  /**
   * Reads and never writes: no entry is made, changed or set aside, not even its time of last use.
   *
   * @param opened the store
   * @return the same store, read-only
   */
  public static OpenedStore readOnly(OpenedStore opened) {
    return new OpenedStore(
        new ReadOnlyStore(opened.store()), new ReadOnlyUpkeep(opened.upkeep()), opened.locks());
  }

  /**
   * Never serves an entry: every run is carried out, and its entry replaces the one that is there.
   *
   * @param opened the store
   * @return the same store, which finds nothing
   */
  public static OpenedStore refresh(OpenedStore opened) {
    return new OpenedStore(
        new RefreshingStore(opened.store(), opened.upkeep()), opened.upkeep(), opened.locks());
  }

  /**
   * Waits for no answer longer than a limit: a network mount whose server is gone blocks whoever
   * touches it, and no work may stop for that.
   *
   * @param opened the store
   * @param limit how long an answer may take
   * @return the same store, which fails instead of hanging
   */
  public static OpenedStore timeLimited(OpenedStore opened, Duration limit) {
    return new OpenedStore(
        new TimeLimitedStore(opened.store(), limit), opened.upkeep(), opened.locks());
  }
}
