package dev.styxcache.adapter.runner.container;

import dev.styxcache.application.api.ContainerEngineException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Containers and folders of runs whose process was killed. */
final class Orphans {

  private static final Duration CALL = Duration.ofSeconds(60);
  private static final Pattern OWNED = Pattern.compile("(?m)^([0-9a-f]{12,64}) (\\S+)$");

  private Orphans() {}

  /**
   * Removes them.
   *
   * @param engine the engine
   * @param client calls it; one that is not installed has no containers
   * @param dataDirectory where the folders of runs are
   * @return what was removed, for people
   * @throws ContainerEngineException if containers cannot be listed or removed
   */
  static List<String> remove(Engine engine, EngineClient client, Path dataDirectory) {
    List<String> removed = new ArrayList<>();
    // Engines whose images are files have no containers but their processes.
    if (!engine.traits().inspectImage().isEmpty() && client.isInstalled()) {
      removed.addAll(containers(engine, client));
    }
    Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
    for (Path directory : List.of(dataDirectory, temporary)) {
      for (Path folder : RunFolder.collect(directory.resolve(RunFolder.RUNS))) {
        removed.add("folder " + folder);
      }
    }
    return removed;
  }

  private static List<String> containers(Engine engine, EngineClient client) {
    List<String> removed = new ArrayList<>();
    List<String> ids =
        call(
                engine,
                client,
                List.of("ps", "-a", "-q", "--filter=label=" + ContainerRun.OWNER_LABEL))
            .lines()
            .filter(line -> !line.isBlank())
            .toList();
    if (ids.isEmpty()) {
      return removed;
    }
    List<String> inspect = new ArrayList<>(List.of("container", "inspect"));
    inspect.add("--format={{.Id}} {{index .Config.Labels \"" + ContainerRun.OWNER_LABEL + "\"}}");
    inspect.addAll(ids);
    // A container that ended meanwhile makes the call fail; the others are told all the same.
    Matcher owned = OWNED.matcher(client.call(CALL, inspect).output());
    while (owned.find()) {
      if (RunOwner.parse(owned.group(2)).filter(RunOwner::isGone).isPresent()) {
        call(engine, client, List.of("rm", "--force", "--volumes", owned.group(1)));
        removed.add(engine.traits().name() + " container " + owned.group(1).substring(0, 12));
      }
    }
    return removed;
  }

  private static String call(Engine engine, EngineClient client, List<String> arguments) {
    EngineClient.Call call = client.call(CALL, arguments);
    if (!call.succeeded()) {
      throw new ContainerEngineException(engine.traits().describe(call.errors(), "any"));
    }
    return call.output();
  }
}
