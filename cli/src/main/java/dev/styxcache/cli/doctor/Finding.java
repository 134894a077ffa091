package dev.styxcache.cli.doctor;

/**
 * What a check found.
 *
 * @param subject what was checked
 * @param sound whether it is as it should be
 * @param detail what was found; of a fault, with the next step
 */
public record Finding(String subject, boolean sound, String detail) {

  static Finding sound(String subject, String detail) {
    return new Finding(subject, true, detail);
  }

  static Finding fault(String subject, String detail) {
    return new Finding(subject, false, detail);
  }
}
