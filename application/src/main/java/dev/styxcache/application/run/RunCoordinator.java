package dev.styxcache.application.run;

import dev.styxcache.application.api.CacheBypass;
import dev.styxcache.application.api.CacheEvents;
import dev.styxcache.application.api.CacheMode;
import dev.styxcache.application.api.CachePolicy;
import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.Push;
import dev.styxcache.application.api.RunReport;
import dev.styxcache.application.api.RunReport.Status;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.remote.RemoteTier;
import dev.styxcache.application.spi.CacheEntry;
import dev.styxcache.application.spi.ContentHasher.HashedContent;
import dev.styxcache.application.spi.KeyLocks.KeyLock;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.RedirectableExecution;
import dev.styxcache.application.spi.StoreProvider.OpenedStore;
import dev.styxcache.application.spi.WriteAccess;
import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.policy.HitPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Coordinates the steps of a run, from lookup to push:
 *
 * <pre>
 * bypassed? -&gt; base runner
 * find locally -&gt; hit
 * remote tier: pull -&gt; find locally -&gt; hit
 * lock the key -&gt; find again -&gt; hit
 * stage -&gt; run -&gt; check outputs -&gt; commit
 * unlock -&gt; remote tier: push
 * </pre>
 *
 * <p>The caller gets output paths before the tool runs, and they are paths in the entry. So {@link
 * #plan}, the first half, is decided when the first output is declared. If the cache fails after
 * that and the tool succeeds, its outputs must still appear at those paths ({@link DegradedRun}).
 * Thread-safe.
 */
public final class RunCoordinator {

  private final Components components;
  private final Runner base;
  private final OpenedStore local;
  private final CachePolicy policy;
  private final CacheEvents events;
  private final FailureHandling failures;
  private final EntryLookup lookups;
  private final HitServer hits;
  private final Reporter reporter;
  private final UndeclaredCheck undeclared;
  private final CachePlace cachePlace;

  /**
   * Creates a coordinator.
   *
   * @param components the components that all runs share
   */
  public RunCoordinator(Components components) {
    this.components = components;
    this.base = components.base();
    this.local = components.local();
    this.policy = components.policy();
    this.events = components.events();
    this.failures = new FailureHandling(policy.failures(), events);
    this.lookups = new EntryLookup(components, failures);
    this.hits = new HitServer(policy.outputs(), failures);
    this.reporter = components.reporter();
    this.cachePlace = new CachePlace(local.store(), components.keys());
    this.undeclared = new UndeclaredCheck(base, components.keys(), policy.undeclared(), failures);
  }

  Components components() {
    return components;
  }

  HitServer hits() {
    return hits;
  }

  CachePlace cachePlace() {
    return cachePlace;
  }

  UndeclaredCheck undeclared() {
    return undeclared;
  }

  /**
   * Begins a run.
   *
   * @param metadata the tool
   * @return the run, which accepts inputs and outputs
   */
  public Execution start(Metadata metadata) {
    Execution execution = components.startExecution(metadata);
    RunDeclaration declared = new RunDeclaration(metadata, components.workingDirectory());
    return whyBypassed(metadata)
        .<Execution>map(reason -> new BypassedExecution(this, declared, execution, reason))
        .orElseGet(() -> new CachingExecution(this, declared, execution));
  }

  private Optional<String> whyBypassed(Metadata metadata) {
    if (policy.mode() == CacheMode.OFF) {
      return Optional.of("the cache is off");
    } else if (!base.cacheable()) {
      return Optional.of("the runner makes no outputs");
    } else if (CacheBypass.isBypassed()) {
      return Optional.of("the cache is bypassed in this scope");
    } else if (policy.bypasses(metadata)) {
      return Optional.of(metadata.qualifiedName() + " is never cached by the policy");
    }
    return Optional.empty();
  }

  Call call(
      RunDeclaration declared,
      Optional<Plan.ThroughCache> plan,
      List<String> command,
      OutputHandler stdout,
      OutputHandler stderr,
      Instant started) {
    Optional<ExecutableDigests.Executable> executable = executable(command);
    return new Call(
        declared,
        List.copyOf(command),
        executable.flatMap(ExecutableDigests.Executable::content),
        plan.isPresent() && !components.commandInKey()
            ? Optional.of(
                CommandForm.of(
                    components,
                    declared,
                    plan.get(),
                    command,
                    executable.isPresent()
                        ? executable.get().isOnThisMachine()
                        : ExecutableDigests.areOnThisMachine(base, command)))
            : Optional.empty(),
        stdout,
        stderr,
        started);
  }

  /** The executable of a command; empty if the key has it, and the command. */
  private Optional<ExecutableDigests.Executable> executable(List<String> command) {
    return components.executables().map(digests -> digests.of(command));
  }

  // Before the caller gets the first output path: make the key, look it up, decide.

  Plan plan(RunDeclaration declared, Execution execution) {
    Optional<Path> notCopied = declared.findNotCopied(execution);
    if (notCopied.isPresent()) {
      return new Plan.PastCache(
          Status.BYPASSED,
          Optional.empty(),
          "the runner makes no copy of the mutable input " + notCopied.get());
    }
    KeyedRun keyed;
    try {
      keyed = components.keys().key(declared);
    } catch (CacheUnavailableException e) {
      return degraded(Optional.empty(), e);
    }
    keyed.imageCaution().ifPresent(failures::warnOnce);
    CacheKey key = keyed.key();
    events.keyed(declared.metadata(), key);
    Lookup<CacheEntry> lookup = lookups.find(key);
    if (isOfAnotherExecutableForGood(lookup)) {
      lookup = new Lookup.Missing<>(Call.OTHER_EXECUTABLE);
    } else if (!components.mayWrite() && lacksCopies(keyed, lookup)) {
      lookup = new Lookup.Missing<>(HitPolicy.NO_COPIES);
    }
    if (lookup instanceof Lookup.Found) {
      return new Plan.ThroughCache(keyed, local.store().directoryOf(key), lookup);
    } else if (lookup instanceof Lookup.Unavailable<CacheEntry> unavailable) {
      return degraded(Optional.of(key), unavailable.fault().exception());
    } else if (lookup instanceof Lookup.Newer<CacheEntry> newer) {
      return degraded(
          Optional.of(key), new CacheUnavailableException(newer.reason() + "; update styxcache"));
    }
    cachePlace.requireOutside(declared.inputs());
    Optional<Plan> recursion = SelfRecursion.plan(base, declared.metadata(), key, failures);
    if (recursion.isPresent()) {
      return recursion.get();
    }
    WriteAccess access = components.writeAccess();
    if (access instanceof WriteAccess.ReadOnly) {
      String missed =
          lookup instanceof Lookup.Corrupt<CacheEntry> corrupt
              ? "the entry is corrupt (" + corrupt.reason() + ")"
              : "there is no entry";
      return new Plan.PastCache(
          Status.MISS, Optional.of(key), missed + ", and the cache is used read-only");
    } else if (access instanceof WriteAccess.Failed failed) {
      return degraded(Optional.of(key), failed.failure());
    }
    if (lookup instanceof Lookup.Corrupt) {
      try (KeyLock lock = lock(key)) {
        lookups.quarantineIfCorrupt(key);
      } catch (CacheUnavailableException e) {
        return degraded(Optional.of(key), e);
      }
    }
    return new Plan.ThroughCache(keyed, local.store().directoryOf(key), lookup);
  }

  /**
   * Whether, in a read-only cache, the entry's command would run another executable now than the
   * one that made the entry. The entry cannot be replaced, so no path in it may be returned to the
   * caller.
   */
  private boolean isOfAnotherExecutableForGood(Lookup<CacheEntry> lookup) {
    return !components.mayWrite()
        && lookup instanceof Lookup.Found<CacheEntry> found
        && found
            .entry()
            .manifest()
            .filter(
                made ->
                    made.isOfAnotherExecutable(
                        executable(made.command())
                            .flatMap(ExecutableDigests.Executable::content)
                            .map(HashedContent::hash)))
            .isPresent();
  }

  private static boolean lacksCopies(KeyedRun keyed, Lookup<CacheEntry> lookup) {
    return lookup instanceof Lookup.Found<CacheEntry> found
        && !HitPolicy.holdsCopies(found.entry().manifest(), keyed.copies());
  }

  private Plan degraded(Optional<CacheKey> key, CacheUnavailableException failure) {
    failures.failed(failure);
    return new Plan.PastCache(Status.DEGRADED, key, String.valueOf(failure.getMessage()));
  }

  // Run: serve the entry, or run the tool and store what it made.

  RunReport run(Call call, Plan plan, Execution execution) {
    if (plan instanceof Plan.PastCache past) {
      return runPastCache(call, execution, past.status(), past.key(), past.reason());
    }
    Plan.ThroughCache through = (Plan.ThroughCache) plan;
    Optional<String> missed = hits.whyNotServed(call, through.keyed(), through.lookup());
    if (missed.isEmpty()) {
      return hit(call, through, through.lookup());
    }
    WriteAccess access = components.writeAccess();
    if (!(access instanceof WriteAccess.Granted granted)) {
      List<String> promised = call.declared().requiredOutputs();
      return runBesideEntry(call, through, execution, access, promised, missed.get());
    }
    CacheKey key = through.key();
    RunReport report;
    boolean replaces;
    try (KeyLock lock = lock(key)) {
      // The run that had the lock before may have made the entry.
      Lookup<CacheEntry> again = lookups.findAgain(key);
      Optional<String> reason = hits.whyNotServed(call, through.keyed(), again);
      if (reason.isEmpty()) {
        return hit(call, through, again);
      }
      if (again instanceof Lookup.Corrupt) {
        lookups.quarantineIfCorrupt(key);
      } else if (again instanceof Lookup.Found<CacheEntry> found) {
        tidy(found.entry());
      }
      replaces = replaces(call, again);
      // An entry that was corrupt at the first lookup is missing by now.
      String why = again instanceof Lookup.Missing ? missed.get() : reason.get();
      ToolRun tool = new ToolRun(components, failures, call, through, replaces);
      report = tool.run(execution, granted.writer(), why);
      replaces = tool.replaces();
    }
    // After the lock is released, so that runs waiting for the entry do not wait for the push.
    if (report.status() == Status.MISS) {
      push(key, replaces);
    }
    return report;
  }

  /** Whether the run replaces the entry, local and remote, instead of adding missing outputs. */
  private boolean replaces(Call call, Lookup<CacheEntry> lookup) {
    return policy.mode() == CacheMode.REFRESH
        || (lookup instanceof Lookup.Found<CacheEntry> found && call.replaces(found.entry()));
  }

  RunReport runPastCache(
      Call call, Execution execution, Status status, Optional<CacheKey> key, String reason) {
    if (key.isPresent() && execution instanceof RedirectableExecution redirectable) {
      redirectable.makes(key.get());
    }
    call.run(execution, events);
    return reporter.withoutEntry(call, status, key, reason);
  }

  private RunReport hit(Call call, Plan.ThroughCache plan, Lookup<CacheEntry> lookup) {
    CacheEntry entry = ((Lookup.Found<CacheEntry>) lookup).entry();
    if (components.mayWrite()) {
      local.upkeep().recordUse(plan.key());
    }
    tidy(entry);
    Optional<Duration> saved = entry.manifest().map(EntryManifest::duration);
    return reporter.hit(call, plan.key(), plan.directory(), saved);
  }

  /** Takes out of an entry what its run did not make, or tells of it where that cannot be done. */
  private void tidy(CacheEntry entry) {
    Optional<String> foreign = components.mayWrite() ? entry.tidy() : entry.findForeign();
    if (foreign.isPresent()) {
      failures.warn(foreign.get());
    }
  }

  /**
   * Runs the tool beside an entry that cannot be written to. Paths in the entry that the caller has
   * stay valid as long as the entry contains them.
   *
   * @param promised the required outputs whose paths in the entry the caller has
   */
  RunReport runBesideEntry(
      Call call,
      Plan.ThroughCache plan,
      Execution execution,
      WriteAccess access,
      List<String> promised,
      String missed) {
    Status status = Status.MISS;
    if (access instanceof WriteAccess.Failed failed) {
      failures.failed(failed.failure());
      status = Status.DEGRADED;
    }
    if (plan.lookup() instanceof Lookup.Found<CacheEntry> found && call.replaces(found.entry())) {
      // The caller has paths in another run's entry, and this run cannot update them.
      throw new CacheUnavailableException(
          missed
              + "; its entry at "
              + plan.directory()
              + " cannot be replaced. Run with a cache that can be written to, or without one");
    }
    call.run(execution, events);
    if (!(local.store().find(plan.key()) instanceof Lookup.Found<CacheEntry> found
        && promised.stream().allMatch(name -> hits.mayBeServed(found.entry(), name)))) {
      throw new CacheUnavailableException(
          "the tool ran, and its outputs are at "
              + execution.outputFile(".", true)
              + ", but the entry at "
              + plan.directory()
              + " lacks some of them and cannot be written; run the tool once more");
    }
    return reporter.withoutEntry(call, status, Optional.of(plan.key()), missed);
  }

  private KeyLock lock(CacheKey key) {
    return local.locks().acquire(key, holder -> events.waiting(key, holder));
  }

  // After the lock is released: push.

  private void push(CacheKey key, boolean replace) {
    Optional<RemoteTier> tier = components.pushTier();
    if (tier.isEmpty()) {
      return;
    }
    Push push = tier.get().push(key, replace, failures::warn);
    events.pushed(key, push);
    if (push instanceof Push.Refused refused) {
      failures.warn("the entry " + key.abbreviated() + " is not shared: " + refused.reason());
    } else if (push instanceof Push.Failed failed && tier.get().isStrict()) {
      throw new CacheUnavailableException(
          "the tool ran and its entry is stored here, but could not be pushed to "
              + tier.get().name()
              + " ("
              + failed.reason()
              + "); styxcache push retries it later");
    }
  }
}
