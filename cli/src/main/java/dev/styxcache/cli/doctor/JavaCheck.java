package dev.styxcache.cli.doctor;

import dev.styxcache.cli.text.Amounts;

/** Checks the JVM of this process. */
public final class JavaCheck {

  private JavaCheck() {}

  /**
   * Reports version, processors and memory.
   *
   * @return the finding
   */
  public static Finding version() {
    return Finding.sound(
        "Java",
        Runtime.version()
            + " by "
            + System.getProperty("java.vendor", "?")
            + " at "
            + System.getProperty("java.home", "?")
            + ", "
            + Runtime.getRuntime().availableProcessors()
            + " processors, "
            + Amounts.ofBytes(Runtime.getRuntime().maxMemory())
            + " of memory");
  }

  /**
   * Checks the encoding of file names, which Java takes from the locale.
   *
   * @return the finding
   */
  public static Finding fileNames() {
    String encoding = System.getProperty("sun.jnu.encoding", "?");
    return encoding.equalsIgnoreCase("UTF-8")
        ? Finding.sound("file names", "in UTF-8")
        : Finding.fault(
            "file names",
            "in "
                + encoding
                + ", so non-ASCII names cannot be used; start styxcache by its launcher, or"
                + " set LC_ALL=C.UTF-8");
  }
}
