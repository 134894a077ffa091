package dev.styxcache.tools.model;

/**
 * A standard stream of a tool whose lines are an output.
 *
 * @param name its name in the outputs of a call
 * @param stream which stream
 * @param docs what the descriptor says about it
 */
public record StreamOutput(String name, Stream stream, Docs docs) {

  /** The streams. */
  public enum Stream {
    /** Standard output. */
    STDOUT,
    /** Standard error. */
    STDERR
  }
}
