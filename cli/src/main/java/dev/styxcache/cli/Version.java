package dev.styxcache.cli;

import java.util.Optional;

/** Which version this is. */
final class Version {

  private Version() {}

  /** The version as its jar states it, with the Java that runs it. */
  static String text() {
    return "styxcache "
        + Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
            .orElse("(not from a jar)")
        + " on Java "
        + Runtime.version();
  }
}
