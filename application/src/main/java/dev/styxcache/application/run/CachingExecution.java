package dev.styxcache.application.run;

import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.RunReport;
import dev.styxcache.application.spi.CacheEntry;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.StandardInputExecution;
import dev.styxcache.application.spi.WriteAccess;
import dev.styxcache.domain.manifest.PathPattern;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One run through the cache. Inputs and parameters are passed on to the base runner's execution at
 * once, because it decides how the tool sees them; the {@link RunCoordinator} handles outputs and
 * the run itself.
 *
 * <p>Nothing is written before {@link #run}, so an execution that is never run leaves nothing
 * behind.
 */
final class CachingExecution implements StandardInputExecution {

  private final RunCoordinator coordinator;
  private final RunDeclaration declared;
  private final Instant started;
  private final Execution base;
  private @Nullable Plan plan;
  private @Nullable RunReport report;
  private boolean ran;

  /** Required outputs whose paths in the entry were returned to the caller. */
  private final List<String> promised = new ArrayList<>();

  /** Why the store cannot be written to; set only if the entry lacks an output, else null. */
  private @Nullable WriteAccess closedAccess;

  CachingExecution(RunCoordinator coordinator, RunDeclaration declared, Execution base) {
    this.coordinator = coordinator;
    this.started = coordinator.components().clock().instant();
    this.declared = declared;
    this.base = base;
  }

  @Override
  public String inputFile(Path hostFile, boolean resolveParent, boolean mutable) {
    RunDeclaration.Input given = declared.input(hostFile, resolveParent, mutable);
    Optional<Path> located =
        coordinator.components().keys().locate(given.path(), resolveParent || mutable);
    // What is not there is left to the base runner, whose message says so.
    RunDeclaration.Input input = located.map(given::at).orElse(given);
    coordinator.cachePlace().requireOutside(given, input);
    String seen = base.inputFile(located.orElse(hostFile), resolveParent, mutable);
    declared.add(input, seen);
    return seen;
  }

  @Override
  public void standardInput(Path file) {
    declared.standardInput(file);
    StandardInputExecution.give(base, file);
  }

  @Override
  public void inputNamesInKey() {
    declared.inputNamesInKey();
    base.inputNamesInKey();
  }

  @Override
  public Map<String, ?> params(Map<String, ?> params) {
    Map<String, ?> returned = base.params(params);
    declared.params(params, returned);
    return returned;
  }

  @Override
  public Path outputFile(String localFile, boolean optional) {
    String name = OutputName.normalize(localFile);
    if (!(plan() instanceof Plan.ThroughCache through)) {
      return base.outputFile(localFile, optional);
    }
    declared.output(name, optional);
    if (through.lookup() instanceof Lookup.Found<CacheEntry> found
        && !optional
        && !coordinator.hits().mayBeServed(found.entry(), name)) {
      WriteAccess access = coordinator.components().writeAccess();
      if (!(access instanceof WriteAccess.Granted)) {
        closedAccess = access;
        return base.outputFile(localFile, false);
      }
    }
    if (!optional) {
      promised.add(name);
    }
    return name.equals(".") ? through.directory() : through.directory().resolve(name);
  }

  @Override
  public Path mutableCopy(Path hostFile) {
    RunDeclaration.Input input = declared.mutableInput(hostFile);
    return plan() instanceof Plan.ThroughCache through
        ? through.directory().resolve(declared.copyOf(input).orElse(input.name()))
        : base.mutableCopy(input.path());
  }

  @Override
  public Path outputPattern(PathPattern pattern, boolean optional) {
    OutputName.normalize(pattern.text());
    if (!(plan() instanceof Plan.ThroughCache through)) {
      return base.outputPattern(pattern, optional);
    }
    declared.outputPattern(pattern, optional);
    if (through.lookup() instanceof Lookup.Found<CacheEntry> found
        && !optional
        && !HitServer.hasMatch(found.entry(), pattern)) {
      WriteAccess access = coordinator.components().writeAccess();
      if (!(access instanceof WriteAccess.Granted)) {
        closedAccess = access;
        return base.outputPattern(pattern, optional);
      }
    }
    return through.directory();
  }

  @Override
  public void run(List<String> command, OutputHandler stdout, OutputHandler stderr) {
    if (ran) {
      throw new IllegalStateException(
          "this execution of "
              + declared.metadata().qualifiedName()
              + " was run already; start another one");
    }
    ran = true;
    coordinator.undeclared().check(declared, command);
    Optional<Plan.ThroughCache> cached =
        plan() instanceof Plan.ThroughCache through ? Optional.of(through) : Optional.empty();
    Call call = coordinator.call(declared, cached, command, stdout, stderr, started);
    if (closedAccess != null && cached.isPresent()) {
      String reason = "the entry lacks an output that was asked for";
      report = coordinator.runBesideEntry(call, cached.get(), base, closedAccess, promised, reason);
    } else {
      report = coordinator.run(call, plan(), base);
    }
  }

  @Override
  public Optional<RunReport> report() {
    return Optional.ofNullable(report);
  }

  private Plan plan() {
    if (plan == null) {
      plan = coordinator.plan(declared, base);
    }
    return plan;
  }
}
