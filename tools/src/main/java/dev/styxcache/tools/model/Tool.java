package dev.styxcache.tools.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command-line tool as its descriptor describes it, whatever the format: which parameters it
 * takes, what its command line is for them, and what it makes. Immutable, so safe for use by many
 * threads.
 *
 * @param id its plain name, such as {@code bet}
 * @param docs what the descriptor says about it
 * @param parameters its parameters
 * @param command its command line
 * @param outputs its outputs, in the order in which a call declares them
 * @param streams the standard streams that are outputs
 * @param constraints rules over several parameters
 * @param image the container image that the descriptor itself names
 * @param environment variables that the tool needs, by name
 */
public record Tool(
    String id,
    ToolDocs docs,
    ParameterType.Struct parameters,
    Template command,
    List<ToolOutput> outputs,
    List<StreamOutput> streams,
    List<Constraint> constraints,
    Optional<String> image,
    Map<String, String> environment) {

  /** Copies the lists. */
  public Tool {
    outputs = List.copyOf(outputs);
    streams = List.copyOf(streams);
    constraints = List.copyOf(constraints);
    environment = Map.copyOf(environment);
  }

  /**
   * Its title, for the metadata of a call.
   *
   * @return the title, or else the plain name
   */
  public String title() {
    return docs.title().orElse(id);
  }
}
