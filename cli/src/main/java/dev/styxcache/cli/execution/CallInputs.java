package dev.styxcache.cli.execution;

import dev.styxcache.application.port.ContentHasher;
import dev.styxcache.cli.call.CallInput;
import dev.styxcache.cli.call.CallSpecs;
import dev.styxcache.cli.call.ToolCall;
import dev.styxcache.cli.failure.UsageException;
import dev.styxcache.cli.wiring.Parts;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is declared for a call, whether it is run or only its key is made. */
final class CallInputs {

  private CallInputs() {}

  static Path path(CallInput input) {
    try {
      return Path.of(input.path());
    } catch (InvalidPathException e) {
      throw new UsageException(
          "the input \"" + input.path() + "\" is not a path: " + e.getReason(), e);
    }
  }

  /**
   * The parameters, with the digest of the executable where it belongs to them: an upgraded tool
   * must miss.
   *
   * @param seenPaths the paths by which the tool sees the inputs
   */
  static Optional<Map<String, ?>> params(ToolCall call, Parts parts, List<String> seenPaths) {
    if (!call.executableInKey()) {
      return call.params();
    }
    Optional<Path> executable = parts.executable(call.command().get(0).render(seenPaths));
    if (executable.isEmpty()) {
      return call.params();
    }
    Map<String, Object> params = new LinkedHashMap<>(call.params().orElse(Map.of()));
    params.put(CallSpecs.EXECUTABLE, digest(parts.hasher(), executable.get()));
    return Optional.of(params);
  }

  private static String digest(ContentHasher hasher, Path executable) {
    return hasher.hash(List.of(executable)).get(0).hash().hex();
  }
}
