package dev.styxcache.application.run;

import dev.styxcache.application.api.CacheFailures;
import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.InvalidOutputException;
import dev.styxcache.application.api.MutableCopyException;
import dev.styxcache.application.api.RunReport;
import dev.styxcache.application.api.ToolFailedException;
import dev.styxcache.application.spi.CacheEntry;
import dev.styxcache.application.spi.Commit;
import dev.styxcache.application.spi.ContentHasher.HashedContent;
import dev.styxcache.application.spi.EntryWriter;
import dev.styxcache.application.spi.ImageBoundExecution;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.RedirectableExecution;
import dev.styxcache.application.spi.RunRecord;
import dev.styxcache.application.spi.Staging;
import dev.styxcache.application.spi.WriteAccess;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.manifest.PathPattern;
import dev.styxcache.domain.manifest.StreamName;
import dev.styxcache.domain.policy.HitPolicy;
import dev.styxcache.domain.text.MissingNames;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Stages one run, runs the tool, checks the outputs and commits them as the entry. Not thread-safe;
 * the thread holds the key's lock.
 */
final class ToolRun {

  /** Maximum number of members of the output directory that are looked at for a message. */
  private static final int MAX_LISTED = 10_000;

  /** Longer than the steps in which file systems count time. */
  private static final Duration CLOCK_TICK = Duration.ofMillis(20);

  private final Components components;
  private final FailureHandling failures;
  private final Call call;
  private final Plan.ThroughCache plan;
  private boolean replaces;
  private final TemporaryNames temporary;
  private Optional<Staging> staged = Optional.empty();

  /**
   * Creates the run of a call.
   *
   * @param replaces whether to replace an existing entry, instead of adding missing outputs
   */
  ToolRun(
      Components components,
      FailureHandling failures,
      Call call,
      Plan.ThroughCache plan,
      boolean replaces) {
    this.components = components;
    this.failures = failures;
    this.call = call;
    this.plan = plan;
    this.replaces = replaces;
    this.temporary = new TemporaryNames(components.base());
  }

  /**
   * Runs the tool.
   *
   * @param execution the base runner's execution, with inputs declared
   * @param writer writes the entry
   * @param reason why the run was no hit, for people
   * @return a miss if the entry was stored, else degraded
   */
  RunReport run(Execution execution, EntryWriter writer, String reason) {
    DegradedRun degraded =
        new DegradedRun(call, plan, replacing(writer), failures, components.reporter());
    Staging staging;
    try {
      staging = writer.stage(plan.key());
    } catch (CacheUnavailableException e) {
      return degraded.run(execution, e);
    }
    staged = Optional.of(staging);
    try (staging) {
      return runStaged(execution, staging, degraded, reason);
    }
  }

  /** Whether the run replaced an entry, so that it replaces the remote one as well. */
  boolean replaces() {
    return replaces;
  }

  private RunReport runStaged(
      Execution execution, Staging staging, DegradedRun degraded, String reason) {
    boolean redirected = execution instanceof RedirectableExecution;
    if (execution instanceof RedirectableExecution redirectable) {
      redirectable.redirectOutput(staging.directory());
      redirectable.makes(plan.key());
    }
    if (execution instanceof ImageBoundExecution bound) {
      bound.bindImage(plan.keyed().payload().image());
    }
    call.declared().declareOutputsTo(execution);
    plan.keyed().beginWatches();
    Instant started = components.clock().instant();
    try {
      execution.run(
          call.command(),
          new Tee(staging.capture(StreamName.STDOUT), new Tee(temporary, call.stdout())),
          new Tee(staging.capture(StreamName.STDERR), call.stderr()));
    } catch (ToolFailedException e) {
      Optional<CacheUnavailableException> full = redirected ? whyCacheIsFull() : Optional.empty();
      Optional<Execution> again = full.isPresent() ? startAgain() : Optional.empty();
      if (again.isPresent()) {
        return degraded.run(again.get(), full.get());
      }
      components
          .events()
          .toolFailed(
              call.metadata(), redirected ? staging.directory() : execution.outputFile(".", true));
      throw e;
    } catch (MutableCopyException e) {
      // The tool was not started. The base runner's own directory may be on another disk.
      Optional<Execution> again = redirected ? startAgain() : Optional.empty();
      if (again.isPresent()) {
        return degraded.run(
            again.get(), new CacheUnavailableException(String.valueOf(e.getMessage()), e));
      }
      throw e;
    }
    Instant ended = components.clock().instant();
    Optional<Path> own =
        redirected ? Optional.empty() : Optional.of(execution.outputFile(".", true));
    try {
      return store(execution, staging, own, degraded, started, ended, reason);
    } catch (CacheUnavailableException e) {
      throw new CacheUnavailableException(e.getMessage() + whereKept(staging, own), e);
    } catch (UnstorableOutputsException e) {
      throw new InvalidOutputException(e.getMessage() + whereKept(staging, own), e);
    }
  }

  /** Stores the outputs of a tool that succeeded, or exposes them. */
  private RunReport store(
      Execution execution,
      Staging staging,
      Optional<Path> own,
      DegradedRun degraded,
      Instant started,
      Instant ended,
      String reason) {
    Path tree = own.orElse(staging.directory());
    try {
      if (own.isPresent()) {
        components.copier().copy(tree, staging.directory());
        tree = staging.directory();
      }
      requireOutputs(staging);
      Optional<String> unfit = whyUnfit(execution).or(() -> namedTemporaryFile(staging, started));
      return unfit.isPresent()
          ? degraded.exposeUnstored(staging, unfit.get())
          : commit(staging, degraded, record(staging, started, ended), reason);
    } catch (CacheUnavailableException e) {
      return degraded.expose(tree, e);
    }
  }

  /** Thrown for outputs that cannot be stored, and that a strict user does not want exposed. */
  private static final class UnstorableOutputsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnstorableOutputsException(String message) {
      super(message);
    }
  }

  /** The work of a tool that succeeded is not lost, whatever failed after it. */
  private static String whereKept(Staging staging, Optional<Path> own) {
    try {
      return "; the tool's outputs are kept in " + own.orElseGet(staging::keep);
    } catch (CacheUnavailableException e) {
      return "; and its outputs cannot be kept: " + e.getMessage();
    }
  }

  private RunReport commit(Staging staging, DegradedRun degraded, RunRecord record, String reason) {
    CacheKey key = plan.key();
    // Before the entry is published: if this process is killed, a later one knows what to push.
    components.pushTier().ifPresent(tier -> tier.announce(key));
    if (replaces) {
      // Until the new entry is published there is none, which others see as a miss.
      components.local().upkeep().remove(key);
    }
    Commit commit = staging.commit(record);
    if (commit instanceof Commit.Refused refused) {
      String message =
          "the outputs of "
              + call.metadata().qualifiedName()
              + " cannot be stored: "
              + refused.reason();
      if (components.policy().failures() == CacheFailures.FAIL) {
        throw new UnstorableOutputsException(message);
      }
      return degraded.exposeUnstored(staging, message);
    }
    if (commit instanceof Commit.Replaced replaced) {
      replaces = true;
      failures.warn(
          call.metadata().qualifiedName()
              + " is not deterministic: two runs of one key made different contents of "
              + replaced.output()
              + ". The entry is replaced by the second run as a whole, so that it is of one run");
    }
    if (commit instanceof Commit.Stored stored) {
      tellLeftOut(stored.leftOut());
    } else if (commit instanceof Commit.Replaced stored) {
      tellLeftOut(stored.leftOut());
    }
    return components.reporter().miss(call, key, plan.directory(), reason);
  }

  private void tellLeftOut(Map<String, String> leftOut) {
    if (!leftOut.isEmpty()) {
      failures.warn(
          "left out of the entry, as it was not declared as an output: "
              + String.join("; ", new TreeMap<>(leftOut).values()));
    }
  }

  private RunRecord record(Staging staging, Instant started, Instant ended) {
    Set<String> requested = new HashSet<>(call.declared().outputs());
    // A tool can remove or rename the copy of a mutable input, and a hit must know that.
    requested.addAll(plan.keyed().copies());
    if (!call.declared().patterns().isEmpty()) {
      List<String> made = staging.members(Integer.MAX_VALUE);
      call.declared().patterns().forEach(pattern -> requested.addAll(pattern.select(made)));
    }
    return new RunRecord(
        plan.keyed().canonicalText(),
        call.metadata(),
        plan.keyed().payload().image(),
        call.command(),
        call.executable().map(HashedContent::hash),
        call.neutral(),
        ended,
        Duration.between(started, ended),
        requested,
        plan.keyed().copies());
  }

  /** Checks that the tool made what it must make, if the policy requires it. */
  private void requireOutputs(Staging staging) {
    if (components.policy().outputs() != HitPolicy.PRESENT_ONLY) {
      return;
    }
    List<String> missing = new ArrayList<>();
    call.declared().requiredOutputs().stream()
        .filter(name -> !staging.contains(name))
        .forEach(missing::add);
    List<PathPattern> patterns = call.declared().requiredPatterns();
    if (missing.isEmpty() && patterns.isEmpty()) {
      return;
    }
    List<String> made = staging.members(patterns.isEmpty() ? MAX_LISTED : Integer.MAX_VALUE);
    patterns.stream()
        .filter(pattern -> pattern.select(made).stream().noneMatch(staging::contains))
        .forEach(pattern -> missing.add(pattern.text()));
    if (!missing.isEmpty()) {
      throw new UnstorableOutputsException(
          "the tool succeeded but "
              + MissingNames.explain(missing, made)
              + "; nothing was stored. Check the output's name, or declare it optional");
    }
  }

  /** Why only this caller may use the outputs. */
  private Optional<String> whyUnfit(Execution execution) {
    Optional<String> changed =
        plan.keyed()
            .findChangedInput()
            .map(path -> "the input " + path)
            .or(() -> changedExecutable().map(path -> "the executable " + path));
    if (changed.isPresent()) {
      return Optional.of(
          changed.get()
              + " changed while the tool ran, so its outputs are not stored; they are at "
              + plan.directory());
    }
    if (!call.declared().hasCopiesIn(execution)) {
      return Optional.of(
          "the runner did not copy the mutable inputs into the output directory, so the outputs are"
              + " not stored; they are at "
              + plan.directory());
    }
    return execution instanceof ImageBoundExecution bound
        ? bound
            .whyUnfit()
            .map(
                why ->
                    why
                        + ", so the outputs of "
                        + plan.keyed().payload().metadata().qualifiedName()
                        + " are not stored; they are at "
                        + plan.directory())
        : Optional.empty();
  }

  /** Of an output that names a file which is gone, or which the run made and will be gone. */
  private Optional<String> namedTemporaryFile(Staging staging, Instant started) {
    for (Path path : temporary.paths()) {
      boolean declared =
          path.startsWith(staging.directory())
              || call.declared().inputs().stream().anyMatch(in -> path.startsWith(in.hashedPath()))
              || call.command().stream().anyMatch(word -> word.contains(path.toString()));
      Optional<Instant> changed = components.keys().changed(path);
      if (!declared && (changed.isEmpty() || changed.get().isAfter(started.minus(CLOCK_TICK)))) {
        return Optional.of(
            "the standard output of "
                + call.metadata().qualifiedName()
                + " names the temporary file "
                + path
                + ", which a later hit would not find, so nothing is stored; let the tool write to"
                + " an output instead. Its outputs are at "
                + plan.directory());
      }
    }
    return Optional.empty();
  }

  private Optional<Path> changedExecutable() {
    return call.executable()
        .flatMap(content -> content.watch().findChange())
        .or(components.otherContent()::findChange);
  }

  private Optional<CacheUnavailableException> whyCacheIsFull() {
    return components.writeAccess() instanceof WriteAccess.Failed full
        ? Optional.of(full.failure())
        : Optional.empty();
  }

  /**
   * Starts a run again that failed because the cache's disk is full, which is the cache's failure,
   * not the tool's: the base runner's own directory may be on another disk.
   */
  private Optional<Execution> startAgain() {
    Execution again = components.startExecution(call.metadata());
    return call.declared().declareInputsTo(again) ? Optional.of(again) : Optional.empty();
  }

  /** Exposes outputs at the path of the entry; removes the entry first if the run replaces it. */
  private DegradedRun.Exposure replacing(EntryWriter writer) {
    return (key, tree) -> {
      if (replaces) {
        components.local().upkeep().remove(key);
      }
      List<String> made =
          staged.isEmpty()
              ? List.of()
              : call.declared().requiredOutputs().stream().filter(staged.get()::contains).toList();
      writer.expose(key, tree);
      requireShown(made);
    };
  }

  /** An entry of another run keeps its path, so that outputs that it lacks are not there. */
  private void requireShown(List<String> made) {
    if (components.local().store().find(plan.key()) instanceof Lookup.Found<CacheEntry> found) {
      List<String> lacking = made.stream().filter(name -> !found.entry().contains(name)).toList();
      if (!lacking.isEmpty()) {
        throw new CacheUnavailableException(
            "the entry of another run is there, and lacks " + String.join(", ", lacking));
      }
    }
  }
}
