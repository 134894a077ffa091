package dev.styxcache.adapter.runner.process;

/**
 * Throws what a handler threw as the very object that it was, even where the handler, written in
 * another language of the JVM, throws a checked exception that it does not declare.
 */
final class Sneaky {

  private Sneaky() {}

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  static <T extends Throwable> T asIs(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
