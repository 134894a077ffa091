package dev.styxcache.cli;

/**
 * The log goes to standard error, and only where it is asked for: what users need to know comes as
 * notices.
 */
final class Logging {

  private static final String PROVIDER = "slf4j.provider";
  private static final String OWN_LEVEL = "org.slf4j.simpleLogger.log.dev.styxcache";

  /** Libraries that talk to servers log what they send, credentials included. */
  private static final String OTHERS_LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";

  private Logging() {}

  /** To be called before anything logs. */
  static void configure(boolean debug) {
    // Else it says that a provider was named.
    System.setProperty("slf4j.internal.verbosity", "WARN");
    // Named, so that SLF4J need not look through all jars for it.
    if (debug) {
      System.setProperty(PROVIDER, "org.slf4j.simple.SimpleServiceProvider");
      System.setProperty(OTHERS_LEVEL, "warn");
      System.setProperty(OWN_LEVEL, "debug");
    } else {
      System.setProperty(PROVIDER, "org.slf4j.helpers.NOP_FallbackServiceProvider");
    }
  }
}
