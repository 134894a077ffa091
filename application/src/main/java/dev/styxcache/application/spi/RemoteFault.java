package dev.styxcache.application.spi;

/**
 * A failure of a remote store.
 *
 * @param reach what can be expected of other requests
 * @param message names the thing, the place and the next step; never has a credential in it
 */
public record RemoteFault(Reach reach, String message) {

  /** What can be expected of other requests. */
  public enum Reach {
    /** They would fail too: it is not to be asked again for a while, for reading or writing. */
    EVERYTHING,
    /** Only those that write would: it can still be read. */
    WRITING,
    /** This entry is what cannot be stored or read there; others can be. */
    THIS_ENTRY
  }
}
