package dev.styxcache.tools.validate;

import dev.styxcache.tools.bind.RefusedCallException;
import java.util.List;
import java.util.stream.Collectors;

/** Parameters are not valid for a tool. Has all faults at once. */
public final class InvalidParametersException extends RefusedCallException {

  private static final long serialVersionUID = 1L;

  private final transient List<Fault> faults;

  /**
   * Faults in the parameters of a call.
   *
   * @param tool name of the tool
   * @param faults all faults, at least one
   */
  public InvalidParametersException(String tool, List<Fault> faults) {
    super(
        "cannot call "
            + tool
            + ": "
            + faults.stream().map(Fault::text).collect(Collectors.joining("\n  ")));
    this.faults = List.copyOf(faults);
  }

  /**
   * All faults.
   *
   * @return the faults, in the order of the parameters
   */
  public List<Fault> faults() {
    return faults;
  }
}
