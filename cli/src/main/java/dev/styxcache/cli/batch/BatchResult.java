package dev.styxcache.cli.batch;

import dev.styxcache.application.api.RunReport.Status;
import dev.styxcache.cli.execution.RunOutcome;
import dev.styxcache.domain.json.CanonicalJson;
import dev.styxcache.domain.json.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What became of a request.
 *
 * @param id the id of the request
 * @param members the JSON that {@code run --json} would print
 * @param outcome the outcome; empty if it failed or was skipped
 * @param skipped whether it did not run since another one failed
 */
record BatchResult(
    String id, Map<String, Json> members, Optional<RunOutcome> outcome, boolean skipped) {

  static BatchResult of(String id, RunOutcome outcome) {
    return new BatchResult(id, outcome.members(), Optional.of(outcome), false);
  }

  static BatchResult failed(String id, Map<String, Json> members) {
    return new BatchResult(id, members, Optional.empty(), false);
  }

  static BatchResult skipped(String id, RuntimeException reason) {
    return new BatchResult(
        id, RunOutcome.failure(Optional.empty(), reason, Duration.ZERO), Optional.empty(), true);
  }

  boolean is(Status status) {
    return outcome.isPresent() && outcome.get().report().status() == status;
  }

  /** Why it failed, with the last lines that the tool has printed. */
  String reason() {
    return members.get("reason") instanceof Json.Text text ? text.value() : "";
  }

  /** The outputs of a successful request, by name; empty for those that the tool did not make. */
  Map<String, Optional<Path>> outputs() {
    return outcome.map(RunOutcome::outputs).orElse(Map.of());
  }

  /** The result as a line of JSON. */
  String json() {
    Map<String, Json> all = new LinkedHashMap<>(members);
    all.put("id", Json.text(id));
    return CanonicalJson.write(new Json.Obj(all));
  }
}
