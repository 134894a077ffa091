package dev.styxcache.cli.output;

import dev.styxcache.cli.execution.RunOutcome;
import dev.styxcache.domain.json.CanonicalJson;
import dev.styxcache.domain.json.Json;
import dev.styxcache.domain.key.CacheKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The one JSON object of {@code run --json}. It has all its members always, null where unknown. */
public final class RunJson {

  private RunJson() {}

  /**
   * A run that came to its end.
   *
   * @param outcome what became of it
   * @return the object in one line
   */
  public static String of(RunOutcome outcome) {
    Map<String, Json> outputs = new LinkedHashMap<>();
    outcome.outputs().forEach((name, path) -> outputs.put(name, path(path)));
    return object(
        outcome.key(),
        Optional.of(outcome.status().name().toLowerCase(Locale.ROOT)),
        path(outcome.entry()),
        outputs,
        0,
        outcome.duration(),
        outcome.saved(),
        outcome.reason());
  }

  /**
   * A run that failed.
   *
   * @param key its key, where one was made
   * @param status how it was run; nothing where the tool did not come to an end
   * @param exitCode what the process ends with
   * @param duration how long it took
   * @param reason what went wrong
   * @return the object in one line
   */
  public static String ofFailure(
      Optional<CacheKey> key,
      Optional<String> status,
      int exitCode,
      Duration duration,
      String reason) {
    return object(key, status, Json.NULL, Map.of(), exitCode, duration, Optional.empty(), reason);
  }

  private static String object(
      Optional<CacheKey> key,
      Optional<String> status,
      Json entry,
      Map<String, Json> outputs,
      int exitCode,
      Duration duration,
      Optional<Duration> saved,
      String reason) {
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("key", text(key.map(CacheKey::hex)));
    members.put("status", text(status));
    members.put("entry", entry);
    members.put("outputs", new Json.Obj(outputs));
    members.put("exit_code", Json.integer(exitCode));
    members.put("duration_ms", Json.integer(duration.toMillis()));
    members.put("saved_ms", saved.map(span -> Json.integer(span.toMillis())).orElse(Json.NULL));
    members.put("reason", Json.text(reason));
    return CanonicalJson.write(new Json.Obj(members));
  }

  private static Json path(Optional<Path> path) {
    return text(path.map(Path::toString));
  }

  private static Json text(Optional<String> text) {
    return text.map(Json::text).orElse(Json.NULL);
  }
}
