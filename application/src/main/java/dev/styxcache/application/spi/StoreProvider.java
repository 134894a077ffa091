package dev.styxcache.application.spi;

/**
 * Opens the stores of one type. Found through {@link java.util.ServiceLoader}, so that a new type
 * of store is a jar on the class path.
 */
public interface StoreProvider {

  /**
   * The name by which configuration asks for it.
   *
   * @return the name, such as {@code fs}
   */
  String type();

  /**
   * Opens a store.
   *
   * @param settings which one
   * @return the store, whose directory need not exist yet
   * @throws IllegalArgumentException if a setting makes no sense for this type; the message names
   *     it
   */
  OpenedStore open(StoreSettings settings);

  /**
   * A store with what belongs to it.
   *
   * @param store keeps the entries
   * @param upkeep looks after them
   * @param locks lets one run at a time work at a key
   */
  record OpenedStore(CacheStore store, EntryUpkeep upkeep, KeyLocks locks) {}
}
