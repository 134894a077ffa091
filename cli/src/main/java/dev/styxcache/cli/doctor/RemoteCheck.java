package dev.styxcache.cli.doctor;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.InvalidConfigurationException;
import dev.styxcache.application.api.StyxCacheException;
import dev.styxcache.application.api.caching.Cache;
import dev.styxcache.application.spi.CacheConfiguration.Remote;
import dev.styxcache.application.spi.RemoteStore;
import dev.styxcache.application.spi.RemoteStoreProvider;
import dev.styxcache.cli.wiring.Caches;
import dev.styxcache.configuration.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks the remote store, if one is configured, and counts the entries that wait for a push. */
public final class RemoteCheck {

  private static final String SUBJECT = "shared store";

  private RemoteCheck() {}

  /**
   * Checks the remote store that is configured.
   *
   * @param configuration the configuration
   * @return the findings; empty if the cache is not shared
   */
  public static List<Finding> check(Configuration configuration) {
    try {
      return Caches.remote(configuration)
          .map(remote -> check(remote, configuration))
          .orElse(List.of());
    } catch (InvalidConfigurationException e) {
      return List.of(Finding.fault(SUBJECT, String.valueOf(e.getMessage())));
    }
  }

  private static List<Finding> check(Remote remote, Configuration configuration) {
    List<Finding> findings = new ArrayList<>();
    try (RemoteStore store = remote.opened().store()) {
      for (RemoteStoreProvider.Finding found :
          remote.opened().check().run(remote.settings().push())) {
        findings.add(new Finding(SUBJECT, found.good(), found.text()));
      }
    } catch (StyxCacheException e) {
      findings.add(Finding.fault(SUBJECT, String.valueOf(e.getMessage())));
    }
    if (remote.settings().push()) {
      pending(configuration).ifPresent(findings::add);
    }
    return findings;
  }

  private static Optional<Finding> pending(Configuration configuration) {
    ByteProgress silent = ByteProgress.silent();
    try (Cache cache = Caches.shared(configuration, silent, silent, warning -> {})) {
      int pending = cache.pending().size();
      return pending == 0
          ? Optional.empty()
          : Optional.of(
              Finding.sound(
                  SUBJECT,
                  pending
                      + (pending == 1 ? " entry is" : " entries are")
                      + " still to be sent to "
                      + cache.remoteName().orElseThrow()
                      + "; styxcache push does it"));
    } catch (StyxCacheException e) {
      return Optional.of(Finding.fault(SUBJECT, String.valueOf(e.getMessage())));
    }
  }
}
