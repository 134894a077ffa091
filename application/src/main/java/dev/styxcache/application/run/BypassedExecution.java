package dev.styxcache.application.run;

import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.RunReport;
import dev.styxcache.application.api.RunReport.Status;
import dev.styxcache.application.spi.StandardInputExecution;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A run that bypasses the cache: the base runner's own, with a report. */
final class BypassedExecution implements StandardInputExecution {

  private final RunCoordinator coordinator;
  private final RunDeclaration declared;
  private final Instant started;
  private final Execution base;
  private final String reason;
  private @Nullable RunReport report;

  BypassedExecution(
      RunCoordinator coordinator, RunDeclaration declared, Execution base, String reason) {
    this.coordinator = coordinator;
    this.started = coordinator.components().clock().instant();
    this.declared = declared;
    this.base = base;
    this.reason = reason;
  }

  @Override
  public String inputFile(Path hostFile, boolean resolveParent, boolean mutable) {
    return base.inputFile(hostFile, resolveParent, mutable);
  }

  @Override
  public void standardInput(Path file) {
    declared.standardInput(file);
    StandardInputExecution.give(base, file);
  }

  @Override
  public Map<String, ?> params(Map<String, ?> params) {
    return base.params(params);
  }

  @Override
  public Path outputFile(String localFile, boolean optional) {
    return base.outputFile(localFile, optional);
  }

  @Override
  public Path mutableCopy(Path hostFile) {
    return base.mutableCopy(hostFile);
  }

  @Override
  public void run(List<String> command, OutputHandler stdout, OutputHandler stderr) {
    Call call = coordinator.call(declared, Optional.empty(), command, stdout, stderr, started);
    report = coordinator.runPastCache(call, base, Status.BYPASSED, Optional.empty(), reason);
  }

  @Override
  public Optional<RunReport> report() {
    return Optional.ofNullable(report);
  }
}
