package dev.styxcache.application.spi;

import java.util.List;
import java.util.Map;

/**
 * Opens the remote stores of one type. Found through {@link java.util.ServiceLoader}, so that a new
 * type is a jar on the class path; a local directory and all that makes sharing safe are laid
 * before it.
 */
public interface RemoteStoreProvider {

  /**
   * The name by which configuration asks for it.
   *
   * @return the name, such as {@code s3}
   */
  String type();

  /**
   * Opens a remote store. Asks nobody yet.
   *
   * @param options the settings of this type, as configuration gives them below its name, without
   *     those that are of sharing in general ({@code push}, {@code retry_after})
   * @return the store
   * @throws IllegalArgumentException if a setting is missing or makes no sense; the message names
   *     it and the next step
   */
  OpenedRemote open(Map<String, Object> options);

  /**
   * A remote store with what belongs to it.
   *
   * @param name what people call it, such as {@code s3://lab-cache/styx/}
   * @param store the store
   * @param check tries it
   */
  record OpenedRemote(String name, RemoteStore store, RemoteCheck check) {}

  /** Tries a remote store, for people who want to know why it does not work. */
  @FunctionalInterface
  interface RemoteCheck {

    /**
     * Tries one thing after the other, until one fails that the rest depends on: whether the place
     * can be reached, read and, where that is wanted, written to (something is written, read and
     * deleted again).
     *
     * @param writing whether writing is tried too
     * @return what was tried, in this order
     */
    List<Finding> run(boolean writing);
  }

  /**
   * What was found of one thing that was tried.
   *
   * @param good whether it is as it should be
   * @param text what was found, and where it is not good the next step
   */
  record Finding(boolean good, String text) {}
}
