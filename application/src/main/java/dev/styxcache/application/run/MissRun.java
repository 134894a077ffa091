package dev.styxcache.application.run;

import dev.styxcache.application.api.CacheFailures;
import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.InvalidOutputException;
import dev.styxcache.application.api.RunReport.Status;
import dev.styxcache.application.api.ToolFailedException;
import dev.styxcache.application.spi.Commit;
import dev.styxcache.application.spi.ContentWatch;
import dev.styxcache.application.spi.EntryWriter;
import dev.styxcache.application.spi.ImageBoundExecution;
import dev.styxcache.application.spi.RedirectableExecution;
import dev.styxcache.application.spi.RunRecord;
import dev.styxcache.application.spi.RunRecord.MutableInput;
import dev.styxcache.application.spi.Staging;
import dev.styxcache.application.spi.WriteAccess;
import dev.styxcache.domain.manifest.StreamName;
import dev.styxcache.domain.policy.HitPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Carries a run out and makes its outputs the entry. The caller has paths in the entry already; so
 * whatever goes wrong with the cache from here on, once the tool has succeeded its outputs must
 * come to stand at those paths.
 */
final class MissRun {

  private final Caching caching;
  private final Reporter reporter;
  private final Plan.ThroughCache plan;
  private final EntryWriter writer;
  private final KeyPreparation inputs;
  private final RequestedOutputs outputs;
  private final DeclaredCalls calls;

  MissRun(
      Caching caching,
      Reporter reporter,
      Plan.ThroughCache plan,
      EntryWriter writer,
      KeyPreparation inputs,
      RequestedOutputs outputs,
      DeclaredCalls calls) {
    this.caching = caching;
    this.reporter = reporter;
    this.plan = plan;
    this.writer = writer;
    this.inputs = inputs;
    this.outputs = outputs;
    this.calls = calls;
  }

  void run(Call call, Execution base, String reason) {
    Staging staging;
    try {
      staging =
          writer.stage(
              plan.key(),
              inputs.mutableInputs().values().stream().map(MutableInput::path).toList());
    } catch (CacheUnavailableException e) {
      runPastCache(call, base, e);
      return;
    }
    try (staging) {
      runStaged(call, base, staging, reason);
    }
  }

  private void runStaged(Call call, Execution base, Staging staging, String reason) {
    boolean redirected = base instanceof RedirectableExecution;
    if (base instanceof RedirectableExecution redirectable) {
      redirectable.redirectOutput(staging.directory());
    }
    if (base instanceof ImageBoundExecution bound) {
      bound.bindImage(plan.payload().image());
    }
    outputs.declareTo(base);
    Instant started = caching.clock().instant();
    try {
      base.run(
          call.command(),
          new Tee(staging.capture(StreamName.STDOUT), call.stdout()),
          new Tee(staging.capture(StreamName.STDERR), call.stderr()));
    } catch (ToolFailedException e) {
      repeatIfTheCacheIsFull(call, e);
      return;
    }
    Instant ended = caching.clock().instant();
    Path tree = staging.directory();
    try {
      if (!redirected) {
        tree = base.outputFile(".", true);
        caching.copier().copy(tree, staging.directory());
        tree = staging.directory();
      }
      requireOutputs(staging);
      Optional<String> changed =
          changedContent().map(this::changedMessage).or(() -> changedImage(base));
      if (changed.isPresent()) {
        exposeUnstored(call, staging, changed.get());
      } else {
        commit(call, staging, record(call, started, ended), reason);
      }
    } catch (CacheUnavailableException e) {
      caching.failures().failed(e);
      expose(tree, e);
      reporter.withoutEntry(
          call, Optional.of(plan.key()), Status.DEGRADED, String.valueOf(e.getMessage()));
    }
  }

  private void commit(Call call, Staging staging, RunRecord record, String reason) {
    Commit commit = staging.commit(record);
    if (commit instanceof Commit.Refused refused) {
      String message =
          "the outputs of "
              + call.metadata().qualifiedName()
              + " cannot be stored: "
              + refused.reason();
      if (caching.policy().failures() == CacheFailures.FAIL) {
        throw new InvalidOutputException(message);
      }
      exposeUnstored(call, staging, message);
    } else {
      reporter.miss(call, plan, reason);
    }
  }

  private RunRecord record(Call call, Instant started, Instant ended) {
    return new RunRecord(
        plan.canonicalText(),
        call.metadata(),
        plan.payload().image(),
        call.command(),
        ended,
        Duration.between(started, ended),
        outputs.names(),
        inputs.mutableInputs());
  }

  /** The outputs are good for this caller and for nobody else. */
  private void exposeUnstored(Call call, Staging staging, String message) {
    caching.failures().warn(message);
    writer.expose(plan.key(), staging.directory());
    reporter.withoutEntry(call, Optional.of(plan.key()), Status.DEGRADED, message);
  }

  private String changedMessage(String changed) {
    return changed
        + " changed while the tool ran, so its outputs are not stored; they are at "
        + plan.directory();
  }

  private Optional<String> changedImage(Execution base) {
    return base instanceof ImageBoundExecution bound
        ? bound
            .findImageChange()
            .map(
                why ->
                    why
                        + ", so the outputs of "
                        + plan.payload().metadata().qualifiedName()
                        + " are not stored; they are at "
                        + plan.directory())
        : Optional.empty();
  }

  private Optional<String> changedContent() {
    return inputs.immutableInputs().stream()
        .map(ContentWatch::findChange)
        .flatMap(Optional::stream)
        .findFirst()
        .map(path -> "the input " + path)
        .or(() -> caching.otherContent().findChange().map(path -> "the executable " + path));
  }

  private void requireOutputs(Staging staging) {
    if (caching.policy().outputs() == HitPolicy.PRESENT_ONLY) {
      List<String> missing =
          outputs.required().stream().filter(name -> !staging.contains(name)).toList();
      if (!missing.isEmpty()) {
        throw new InvalidOutputException(
            "the tool succeeded but did not make "
                + String.join(", ", missing)
                + "; nothing was stored. Check the output's name, or declare it optional");
      }
    }
  }

  /**
   * A tool that writes into the cache fails when the cache's disk is full, and that is the cache's
   * failure, not the tool's: the base runner's own directory may be on another disk. Not for a tool
   * that has changed a mutable input: its second run would not be the first one.
   */
  private void repeatIfTheCacheIsFull(Call call, ToolFailedException failure) {
    WriteAccess access = caching.opened().store().writeAccess();
    if (!(access instanceof WriteAccess.Failed full)) {
      throw failure;
    }
    Execution again = caching.base().startExecution(call.metadata());
    boolean unchanged =
        inputs.mutableInputWatches().stream().allMatch(watch -> watch.findChange().isEmpty());
    if (!unchanged || !calls.repeatTo(again)) {
      throw failure;
    }
    runPastCache(call, again, full.failure());
  }

  private void runPastCache(Call call, Execution execution, CacheUnavailableException failure) {
    caching.failures().failed(failure);
    outputs.declareTo(execution);
    execution.run(call.command(), call.stdout(), call.stderr());
    expose(execution.outputFile(".", true), failure);
    reporter.withoutEntry(
        call, Optional.of(plan.key()), Status.DEGRADED, String.valueOf(failure.getMessage()));
  }

  private void expose(Path tree, CacheUnavailableException failure) {
    try {
      writer.expose(plan.key(), tree);
    } catch (CacheUnavailableException e) {
      e.addSuppressed(failure);
      throw new CacheUnavailableException(
          "the tool ran, but its outputs cannot be shown at "
              + plan.directory()
              + " ("
              + e.getMessage()
              + "). Make room or mend the cache, and run again; the first failure was: "
              + failure.getMessage(),
          e);
    }
  }
}
