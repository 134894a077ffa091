package dev.styxcache.application.remote;

import dev.styxcache.application.api.ByteProgress;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * Is told what happens between the machines, to show it to people. Called by any thread.
 *
 * @param sending is told how far entries that are sent have come
 * @param fetching is told how far entries that are fetched have come
 * @param warnings is told what is wrong, though work goes on
 */
public record SharingListener(
    ByteProgress sending, ByteProgress fetching, Consumer<String> warnings) {

  /**
   * Tells a program's log of warnings, and nobody of progress.
   *
   * @return the listener
   */
  public static SharingListener logging() {
    return new SharingListener(
        ByteProgress.silent(),
        ByteProgress.silent(),
        // Not looked for before it is needed, as the first logger costs a start milliseconds.
        message -> LoggerFactory.getLogger("dev.styxcache").warn("{}", message));
  }
}
