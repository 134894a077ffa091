package dev.styxcache.application.spi;

/**
 * Opens the import and export of entries for one type of local store. Found through {@link
 * java.util.ServiceLoader}.
 */
public interface LocalSharingProvider {

  /**
   * The type of local store that this provider supports.
   *
   * @return the name, such as {@code fs}
   */
  String type();

  /**
   * Opens the import and export of a local store.
   *
   * @param settings the settings of the local store
   * @return the local side of sharing; the store's directory need not exist yet
   */
  LocalSharing open(StoreSettings settings);

  /**
   * What a local store needs for a remote tier.
   *
   * @param exchange exports and imports entries
   * @param pending remembers which entries are still to be pushed
   */
  record LocalSharing(EntryExchange exchange, PendingPushes pending) {}
}
