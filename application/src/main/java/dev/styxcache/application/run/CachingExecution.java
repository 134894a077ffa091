package dev.styxcache.application.run;

import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.RunReport.Status;
import dev.styxcache.application.spi.CacheEntry;
import dev.styxcache.application.spi.KeyLocks.KeyLock;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.WriteAccess;
import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.policy.HitPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One run through the cache. The base runner's execution is told of every input and parameter as it
 * comes, since the tool's view of them is its business; outputs and the run itself are decided
 * here.
 *
 * <p>Nothing is written before {@link #run}, so that an execution that is given up leaves nothing.
 */
final class CachingExecution implements Execution {

  private final Caching caching;
  private final Metadata metadata;
  private final Execution base;
  private final KeyPreparation inputs;
  private final Planner planner;
  private final Reporter reporter;
  private final DeclaredCalls calls = new DeclaredCalls();
  private final RequestedOutputs outputs = new RequestedOutputs();
  private @Nullable Plan plan;
  private boolean ran;

  /**
   * Why the tool must run in the base runner's own directory although an entry was found; null
   * where it need not.
   */
  private @Nullable WriteAccess closedAccess;

  CachingExecution(Caching caching, Metadata metadata, Execution base, KeyPreparation inputs) {
    this.caching = caching;
    this.metadata = metadata;
    this.base = base;
    this.inputs = inputs;
    this.planner = new Planner(caching);
    this.reporter = new Reporter(caching.events(), caching.clock());
  }

  @Override
  public String inputFile(Path hostFile, boolean resolveParent, boolean mutable) {
    inputs.inputFile(hostFile, resolveParent, mutable);
    String seen = base.inputFile(hostFile, resolveParent, mutable);
    calls.input(hostFile, resolveParent, mutable, seen);
    return seen;
  }

  @Override
  public Map<String, ?> params(Map<String, ?> params) {
    Map<String, ?> returned = base.params(params);
    inputs.params(returned);
    calls.params(params);
    return returned;
  }

  @Override
  public Path outputFile(String localFile, boolean optional) {
    String name = OutputName.normalize(localFile);
    if (!(plan() instanceof Plan.ThroughCache through)) {
      return base.outputFile(localFile, optional);
    }
    outputs.add(name, optional);
    if (through.lookup() instanceof Lookup.Found found
        && !optional
        && !mayBeServed(found.entry(), name)) {
      WriteAccess access = caching.opened().store().writeAccess();
      if (!(access instanceof WriteAccess.Granted)) {
        closedAccess = access;
        return base.outputFile(localFile, false);
      }
    }
    return name.equals(".") ? through.directory() : through.directory().resolve(name);
  }

  private boolean mayBeServed(CacheEntry entry, String name) {
    return entry.contains(name)
        || (caching.policy().outputs() == HitPolicy.ABSENT_IS_KNOWN
            && entry.manifest().map(EntryManifest::absent).orElse(Set.of()).contains(name));
  }

  @Override
  public void run(List<String> command, OutputHandler stdout, OutputHandler stderr) {
    if (ran) {
      throw new IllegalStateException(
          "this execution of " + metadata.qualifiedName() + " was run already; start another one");
    }
    ran = true;
    Call call = new Call(metadata, List.copyOf(command), stdout, stderr, caching.clock().instant());
    if (plan() instanceof Plan.ThroughCache through) {
      runThroughCache(call, through);
    } else if (plan() instanceof Plan.PastCache past) {
      base.run(command, stdout, stderr);
      reporter.withoutEntry(call, past.key(), past.status(), past.reason());
    }
  }

  private Plan plan() {
    if (plan == null) {
      plan = planner.plan(inputs);
    }
    return plan;
  }

  private void runThroughCache(Call call, Plan.ThroughCache through) {
    if (closedAccess != null) {
      runBesideEntry(call, through, closedAccess, "the entry lacks an output that was asked for");
      return;
    }
    HitServer hits = new HitServer(caching, reporter);
    Optional<String> missed = hits.serve(call, through, through.lookup(), outputs, inputs);
    if (missed.isEmpty()) {
      return;
    }
    WriteAccess access = caching.opened().store().writeAccess();
    if (!(access instanceof WriteAccess.Granted granted)) {
      runBesideEntry(call, through, access, missed.get());
      return;
    }
    try (KeyLock lock = lock(through)) {
      // Whoever had the lock before may have made the entry.
      Lookup lookup = caching.opened().store().find(through.key());
      Optional<String> reason = hits.serve(call, through, lookup, outputs, inputs);
      if (reason.isPresent()) {
        planner
            .setAsideLocked(through.key())
            .ifPresent(
                failure -> {
                  throw failure;
                });
        new MissRun(caching, reporter, through, granted.writer(), inputs, outputs, calls)
            .run(call, base, reason.get());
      }
    }
  }

  private KeyLock lock(Plan.ThroughCache through) {
    return caching
        .opened()
        .locks()
        .acquire(through.key(), holder -> caching.events().waiting(through.key(), holder));
  }

  /**
   * The tool must run although there is an entry, and the entry cannot be written to. Paths in the
   * entry that were given to the caller stay good as long as the entry has them.
   */
  private void runBesideEntry(
      Call call, Plan.ThroughCache through, WriteAccess access, String missed) {
    Status status = Status.MISS;
    if (access instanceof WriteAccess.Failed failed) {
      caching.failures().failed(failed.failure());
      status = Status.DEGRADED;
    }
    base.run(call.command(), call.stdout(), call.stderr());
    if (!(caching.opened().store().find(through.key()) instanceof Lookup.Found)) {
      throw new CacheUnavailableException(
          "the tool ran, and its outputs are at "
              + base.outputFile(".", true)
              + ", but the entry at "
              + through.directory()
              + " has vanished in the meantime and cannot be made again; run the tool once more");
    }
    reporter.withoutEntry(call, Optional.of(through.key()), status, missed);
  }
}
