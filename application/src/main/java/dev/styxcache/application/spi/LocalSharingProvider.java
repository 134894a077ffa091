package dev.styxcache.application.spi;

/**
 * Opens the local side of sharing for one type of local store. Found through {@link
 * java.util.ServiceLoader}.
 */
public interface LocalSharingProvider {

  /**
   * The type of local store that it is for.
   *
   * @return the name, such as {@code fs}
   */
  String type();

  /**
   * Opens it.
   *
   * @param settings those of the local store
   * @return the local side, whose directory need not exist yet
   */
  LocalSharing open(StoreSettings settings);

  /**
   * The local side of sharing.
   *
   * @param exchange lets entries out and in
   * @param pending remembers which are still to be sent
   */
  record LocalSharing(EntryExchange exchange, PendingPushes pending) {}
}
