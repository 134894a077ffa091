package dev.styxcache.cli.doctor;

import dev.styxcache.adapter.hash.cache.DigestCacheReport;
import dev.styxcache.application.api.DigestCacheSettings;
import dev.styxcache.cli.text.Amounts;
import dev.styxcache.cli.text.IoReasons;
import java.io.IOException;
import java.util.Optional;

/** Checks that the digest cache can be used, and counts its digests. */
public final class DigestCacheCheck {

  private static final String SUBJECT = "memo";

  private DigestCacheCheck() {}

  /**
   * Opens the digest cache.
   *
   * @param settings its location; empty if it is switched off
   * @return the finding
   */
  public static Finding check(Optional<DigestCacheSettings> settings) {
    if (settings.isEmpty()) {
      return Finding.sound(SUBJECT, "off; each file is read each time");
    }
    try {
      DigestCacheReport report = DigestCacheReport.of(settings.get());
      return Finding.sound(
          SUBJECT,
          report.directory()
              + " has "
              + report.records()
              + " digests in "
              + Amounts.ofBytes(report.bytes()));
    } catch (IOException e) {
      return Finding.fault(
          SUBJECT, "cannot store digests: " + IoReasons.of(e) + "; or set hash.memo = false");
    }
  }
}
