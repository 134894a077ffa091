package dev.styxcache.application.spi;

import java.util.List;
import java.util.Map;

/**
 * Opens remote stores of one type. Found through {@link java.util.ServiceLoader}, so a jar on the
 * class path adds a type. The application adds the local store in front of it and everything that
 * makes sharing safe.
 */
public interface RemoteStoreProvider {

  /**
   * The name that configuration selects this type by.
   *
   * @return the name, such as {@code s3}
   */
  String type();

  /**
   * Opens a remote store. Sends no request yet.
   *
   * @param options the settings of this type, from its configuration table, without the general
   *     ones ({@code push}, {@code retry_after})
   * @return the store
   * @throws IllegalArgumentException if a setting is missing or invalid; the message names it and
   *     the next step
   */
  OpenedRemote open(Map<String, Object> options);

  /**
   * An open remote store.
   *
   * @param name its name for people, such as {@code s3://lab-cache/styx/}
   * @param store the store
   * @param check tests it
   */
  record OpenedRemote(String name, RemoteStore store, RemoteCheck check) {}

  /** A diagnosis of a remote store, for people who want to know why it does not work. */
  @FunctionalInterface
  interface RemoteCheck {

    /**
     * Tests in turn whether the store can be reached, read and, if requested, written to (an object
     * is written, read and deleted again). Stops at a failure that the remaining tests depend on.
     *
     * @param writing whether writing is tested too
     * @return the findings, in the order of the tests
     */
    List<Finding> run(boolean writing);
  }

  /**
   * The result of one test.
   *
   * @param good whether the test passed
   * @param text what was found, and the next step if the test failed
   */
  record Finding(boolean good, String text) {}
}
