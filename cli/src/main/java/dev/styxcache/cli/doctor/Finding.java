package dev.styxcache.cli.doctor;

/**
 * The result of a check.
 *
 * @param subject what was checked
 * @param sound whether it works
 * @param detail the state; for a fault, the reason and the next step
 */
public record Finding(String subject, boolean sound, String detail) {

  static Finding sound(String subject, String detail) {
    return new Finding(subject, true, detail);
  }

  static Finding fault(String subject, String detail) {
    return new Finding(subject, false, detail);
  }
}
