package dev.styxcache.application.run;

import dev.styxcache.application.api.CacheEvents;
import dev.styxcache.application.api.CacheMode;
import dev.styxcache.application.api.CachePolicy;
import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.remote.RemoteTier;
import dev.styxcache.application.spi.ContentWatch;
import dev.styxcache.application.spi.StoreProvider.OpenedStore;
import dev.styxcache.application.spi.TreeCopier;
import dev.styxcache.application.spi.VariablesExecution;
import dev.styxcache.application.spi.WriteAccess;
import dev.styxcache.domain.Metadata;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * The components that all runs of a caching runner share.
 *
 * @param base executes the runs that are not in the cache
 * @param local the local store
 * @param remote the remote tier behind it
 * @param keys makes the keys
 * @param copier copies outputs of runners that choose their own output directory
 * @param policy what is part of the key, and how strict the cache is
 * @param events receives what the cache does
 * @param executables digests executables; empty if the key has their digests
 * @param commandInKey whether the key has the command, so that it need not be compared
 * @param otherContent detects changes of content that is part of the key in addition to the inputs
 * @param workingDirectory where relative paths of inputs start
 * @param clock times the runs
 */
public record Components(
    Runner base,
    OpenedStore local,
    Optional<RemoteTier> remote,
    KeyMaker keys,
    TreeCopier copier,
    CachePolicy policy,
    CacheEvents events,
    Optional<ExecutableDigests> executables,
    boolean commandInKey,
    ContentWatch otherContent,
    Path workingDirectory,
    Clock clock) {

  /** An execution of the base runner, whose tool gets the variables of the key. */
  Execution startExecution(Metadata metadata) {
    Execution execution = base.startExecution(metadata);
    VariablesExecution.give(execution, policy.envAllowlist());
    return execution;
  }

  Reporter reporter() {
    return new Reporter(events, clock);
  }

  boolean mayWrite() {
    return policy.mode() != CacheMode.READ_ONLY;
  }

  WriteAccess writeAccess() {
    return mayWrite() ? local.store().writeAccess() : new WriteAccess.ReadOnly();
  }

  /** The remote tier, if entries are pushed to it. */
  Optional<RemoteTier> pushTier() {
    return mayWrite() ? remote.filter(RemoteTier::pushes) : Optional.empty();
  }
}
