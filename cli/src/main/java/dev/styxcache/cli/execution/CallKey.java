package dev.styxcache.cli.execution;

import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.caching.KeyPreparation;
import dev.styxcache.application.spi.ContentHasher.HashedContent;
import dev.styxcache.application.spi.ContentWatch;
import dev.styxcache.cli.call.CallInput;
import dev.styxcache.cli.call.OptionSyntax;
import dev.styxcache.cli.call.ToolCall;
import dev.styxcache.cli.failure.UsageException;
import dev.styxcache.cli.wiring.RunComponents;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the key of a call, and the parameters that a run of the same call declares. */
public final class CallKey {

  private CallKey() {}

  /**
   * Makes the canonical text whose SHA-256 is the key. Runs nothing.
   *
   * @param call the call
   * @param parts the runner, the hasher and the policy for it
   * @param standardInput a file with the tool's standard input
   * @return the text in ASCII
   * @throws dev.styxcache.application.api.StyxCacheException if an input cannot be read, or the
   *     executable is not found
   */
  public static String canonicalText(
      ToolCall call, RunComponents parts, Optional<Path> standardInput) {
    KeyPreparation preparation =
        new KeyPreparation(
            call.metadata(),
            parts.runner(),
            parts.policy(),
            parts.hasher(),
            parts.images(),
            call.workingDirectory());
    for (CallInput input : call.inputs()) {
      preparation.inputFile(path(input), input.resolveParent(), input.mutable());
    }
    standardInput.ifPresent(preparation::standardInput);
    params(call, parts, seenPaths(call, parts)).params().ifPresent(preparation::params);
    return preparation.payload().canonicalText();
  }

  /** Only an executable that is itself an input is looked up under the path that the tool sees. */
  private static List<String> seenPaths(ToolCall call, RunComponents parts) {
    List<String> seen = new ArrayList<>();
    if (call.executableParameter().isPresent()) {
      Execution execution = parts.runner().startExecution(call.metadata());
      for (CallInput input : call.inputs()) {
        seen.add(execution.inputFile(path(input), input.resolveParent(), input.mutable()));
      }
    }
    return seen;
  }

  static Path path(CallInput input) {
    try {
      return Path.of(input.path());
    } catch (InvalidPathException e) {
      throw new UsageException(
          "the input \"" + input.path() + "\" is not a path: " + e.getReason(), e);
    }
  }

  /**
   * The parameters to declare.
   *
   * @param params the parameters; empty if the call has none
   * @param executable notices a change of the executable whose digest is one of the parameters
   */
  record Params(Optional<Map<String, ?>> params, ContentWatch executable) {}

  /**
   * Adds the digest of the executable to the parameters where it is part of the key: an upgraded
   * tool must miss. Where it belongs to a virtual environment of Python, the settings of that are
   * added too.
   *
   * @param seenPaths the paths at which the tool sees the inputs
   */
  static Params params(ToolCall call, RunComponents parts, List<String> seenPaths) {
    Optional<Path> executable =
        call.executableParameter().isPresent()
            ? parts.runner().executable(call.command().get(0).render(seenPaths))
            : Optional.empty();
    if (executable.isEmpty()) {
      return new Params(call.params(), Optional::empty);
    }
    HashedContent content = parts.hasher().hash(List.of(executable.get())).get(0);
    Map<String, Object> params = new LinkedHashMap<>(call.params().orElse(Map.of()));
    params.put(call.executableParameter().get(), content.hash().hex());
    Optional<Path> settings = parts.runner().settingsBeside(executable.get());
    if (settings.isEmpty()) {
      return new Params(Optional.of(params), content.watch());
    }
    HashedContent environment = parts.hasher().hash(List.of(settings.get())).get(0);
    params.put(
        call.isCommandLine() ? OptionSyntax.ENVIRONMENT : "@" + OptionSyntax.ENVIRONMENT,
        environment.hash().hex());
    return new Params(
        Optional.of(params),
        () -> content.watch().findChange().or(() -> environment.watch().findChange()));
  }
}
