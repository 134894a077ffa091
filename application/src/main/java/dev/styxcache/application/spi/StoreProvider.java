package dev.styxcache.application.spi;

/**
 * Opens local stores of one type. Found through {@link java.util.ServiceLoader}, so a jar on the
 * class path adds a type.
 */
public interface StoreProvider {

  /**
   * The name that configuration selects this type by.
   *
   * @return the name, such as {@code fs}
   */
  String type();

  /**
   * Opens a store.
   *
   * @param settings the store's directory and options
   * @return the store; its directory need not exist yet
   * @throws IllegalArgumentException if a setting is invalid for this type; the message names it
   */
  OpenedStore open(StoreSettings settings);

  /**
   * An open local store.
   *
   * @param store finds and writes entries
   * @param upkeep lists, removes and quarantines entries
   * @param locks per-key locks
   */
  record OpenedStore(CacheStore store, EntryUpkeep upkeep, KeyLocks locks) {}
}
