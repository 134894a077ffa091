package dev.styxcache.cli.execution;

import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.caching.KeyPreparation;
import dev.styxcache.cli.call.CallInput;
import dev.styxcache.cli.call.ToolCall;
import dev.styxcache.cli.wiring.RunComponents;
import java.util.ArrayList;
import java.util.List;

/** Makes the key of a call that is not run. */
public final class KeyMaker {

  private KeyMaker() {}

  /**
   * Makes the canonical text that the key is the digest of.
   *
   * @param call the call
   * @param parts what it needs
   * @return the text, all in ASCII
   * @throws dev.styxcache.application.api.StyxCacheException if an input cannot be read, or the
   *     executable is not found
   */
  public static String canonicalText(ToolCall call, RunComponents parts) {
    KeyPreparation preparation =
        new KeyPreparation(
            call.metadata(),
            parts.runner(),
            parts.policy(),
            parts.hasher(),
            parts.images(),
            call.workingDirectory());
    for (CallInput input : call.inputs()) {
      preparation.inputFile(CallInputs.path(input), input.resolveParent(), input.mutable());
    }
    CallInputs.params(call, parts, seenPaths(call, parts)).params().ifPresent(preparation::params);
    return preparation.payload().canonicalText();
  }

  /** Only an executable that is an input itself has to be looked for where the tool sees it. */
  private static List<String> seenPaths(ToolCall call, RunComponents parts) {
    List<String> seen = new ArrayList<>();
    if (call.executableInKey()) {
      Execution execution = parts.runner().startExecution(call.metadata());
      for (CallInput input : call.inputs()) {
        seen.add(
            execution.inputFile(CallInputs.path(input), input.resolveParent(), input.mutable()));
      }
    }
    return seen;
  }
}
