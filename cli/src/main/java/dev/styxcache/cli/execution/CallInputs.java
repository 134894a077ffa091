package dev.styxcache.cli.execution;

import dev.styxcache.application.spi.ContentHasher.HashedContent;
import dev.styxcache.application.spi.ContentWatch;
import dev.styxcache.cli.call.CallInput;
import dev.styxcache.cli.call.CallSpecs;
import dev.styxcache.cli.call.ToolCall;
import dev.styxcache.cli.failure.UsageException;
import dev.styxcache.cli.wiring.RunComponents;
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
   * What a call has for parameters.
   *
   * @param params the parameters, where there are any
   * @param executable notices a change of the executable whose digest is one of them
   */
  record Params(Optional<Map<String, ?>> params, ContentWatch executable) {}

  /**
   * The parameters, with the digest of the executable where it belongs to them: an upgraded tool
   * must miss.
   *
   * @param seenPaths the paths by which the tool sees the inputs
   */
  static Params params(ToolCall call, RunComponents parts, List<String> seenPaths) {
    Optional<Path> executable =
        call.executableInKey()
            ? parts.runner().executable(call.command().get(0).render(seenPaths))
            : Optional.empty();
    if (executable.isEmpty()) {
      return new Params(call.params(), Optional::empty);
    }
    HashedContent content = parts.hasher().hash(List.of(executable.get())).get(0);
    Map<String, Object> params = new LinkedHashMap<>(call.params().orElse(Map.of()));
    params.put(CallSpecs.EXECUTABLE, content.hash().hex());
    return new Params(Optional.of(params), content.watch());
  }
}
