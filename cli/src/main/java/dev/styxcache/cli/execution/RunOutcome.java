package dev.styxcache.cli.execution;

import dev.styxcache.application.api.RunReport;
import dev.styxcache.application.api.RunReport.Status;
import dev.styxcache.application.api.ToolFailedException;
import dev.styxcache.cli.failure.Failure;
import dev.styxcache.cli.text.Amounts;
import dev.styxcache.domain.json.Json;
import dev.styxcache.domain.key.CacheKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The result of a successful call, and how {@code run} prints it: one line, or one JSON object that
 * always has all its members, null where unknown.
 *
 * @param report the status, the key, the entry and the reason
 * @param directory the directory with the outputs
 * @param outputs the path of each declared output by its name, in the order of declaration, and
 *     then of each copy of a mutable input; empty for an output that was not made
 * @param everything whether no output is declared, so that all of them are exported
 */
public record RunOutcome(
    RunReport report, Path directory, Map<String, Optional<Path>> outputs, boolean everything) {

  /** Copies the outputs, keeping their order. */
  public RunOutcome {
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
  }

  /**
   * The same outcome with the duration of the whole call, of which the report has a part.
   *
   * @param whole the duration of the whole call
   * @return the outcome; what a hit has saved is less by the difference
   */
  public RunOutcome lasting(Duration whole) {
    Duration more = whole.minus(report.duration());
    return new RunOutcome(
        new RunReport(
            report.metadata(),
            report.status(),
            report.key(),
            report.entry(),
            whole,
            report.saved().map(saved -> RunReport.atLeastZero(saved.minus(more))),
            report.reason()),
        directory,
        outputs,
        everything);
  }

  /**
   * The line that ends a run.
   *
   * @return such as {@code hit 3f2a9c0b11d4… mrtrix/mrconvert, 41 s saved, /cache/3f/3f2a9c…}
   */
  public String line() {
    StringBuilder line = new StringBuilder(160);
    line.append(name(report.status()));
    report.key().ifPresent(key -> line.append(' ').append(key.abbreviated()).append('…'));
    line.append(' ').append(report.metadata().qualifiedName());
    if (report.status() == Status.HIT) {
      report
          .saved()
          .ifPresent(saved -> line.append(", ").append(Amounts.of(saved)).append(" saved"));
    } else {
      line.append(", took ").append(Amounts.of(report.duration()));
    }
    if (report.status() == Status.DEGRADED) {
      // A warning has given the reason already.
      line.append(", not stored");
    } else if (!report.reason().isEmpty()) {
      line.append(" (").append(report.reason()).append(')');
    }
    return line.append(", ").append(directory).toString();
  }

  /**
   * The result as JSON.
   *
   * @return the members of the object
   */
  public Map<String, Json> members() {
    Map<String, Json> paths = new LinkedHashMap<>();
    outputs.forEach((name, path) -> paths.put(name, text(path.map(Path::toString))));
    return members(paths);
  }

  /**
   * The result as JSON, with other outputs.
   *
   * @param outputsByName what its member {@code outputs} has
   * @return the members of the object
   */
  public Map<String, Json> members(Map<String, Json> outputsByName) {
    return members(
        report.key(),
        Optional.of(report.status()),
        report.entry(),
        outputsByName,
        0,
        report.duration(),
        report.saved(),
        report.reason());
  }

  /**
   * A failed run as JSON.
   *
   * @param executor what ran the call; empty if the call was refused before
   * @param thrown why it failed
   * @param took how long the call took
   * @return the members of the object; {@code status} is null if the tool did not run to its end
   */
  public static Map<String, Json> failure(
      Optional<CallExecutor> executor, RuntimeException thrown, Duration took) {
    Failure failure = Failure.of(thrown);
    boolean toolRan = thrown instanceof ToolFailedException;
    return members(
        executor.flatMap(CallExecutor::key),
        toolRan ? executor.map(CallExecutor::statusOfFailure) : Optional.empty(),
        Optional.empty(),
        Map.of(),
        failure.exitCode(),
        took,
        Optional.empty(),
        toolRan ? String.valueOf(thrown.getMessage()) : failure.message());
  }

  private static Map<String, Json> members(
      Optional<CacheKey> key,
      Optional<Status> status,
      Optional<Path> entry,
      Map<String, Json> outputs,
      int exitCode,
      Duration duration,
      Optional<Duration> saved,
      String reason) {
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("key", text(key.map(CacheKey::hex)));
    members.put("status", text(status.map(RunOutcome::name)));
    members.put("entry", text(entry.map(Path::toString)));
    members.put("outputs", new Json.Obj(outputs));
    members.put("exit_code", Json.integer(exitCode));
    members.put("duration_ms", Json.integer(duration.toMillis()));
    members.put("saved_ms", saved.map(span -> Json.integer(span.toMillis())).orElse(Json.NULL));
    members.put("reason", Json.text(reason));
    return members;
  }

  private static Json text(Optional<String> text) {
    return text.map(Json::text).orElse(Json.NULL);
  }

  private static String name(Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }
}
