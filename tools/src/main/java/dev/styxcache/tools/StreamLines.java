package dev.styxcache.tools;

import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.tools.model.StreamOutput;
import dev.styxcache.tools.model.Tool;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Keeps the lines of the standard streams that are outputs of a tool. For one run. */
public final class StreamLines {

  private final Map<StreamOutput.Stream, List<String>> lines =
      new EnumMap<>(StreamOutput.Stream.class);

  /**
   * For a run of a tool.
   *
   * @param tool the tool; lines of streams that are no outputs of it are not kept
   */
  public StreamLines(Tool tool) {
    tool.streams().forEach(output -> lines.put(output.stream(), new ArrayList<>()));
  }

  /**
   * A handler that keeps the lines of a stream, if they are an output, and passes everything on.
   *
   * @param stream the stream
   * @param next receives everything
   * @return the handler
   */
  public OutputHandler keeping(StreamOutput.Stream stream, OutputHandler next) {
    List<String> kept = lines.get(stream);
    if (kept == null) {
      return next;
    }
    OutputHandler keeper = OutputHandler.lines(kept::add);
    return new OutputHandler() {
      @Override
      public void accept(byte[] buffer, int offset, int length) {
        keeper.accept(buffer, offset, length);
        next.accept(buffer, offset, length);
      }

      @Override
      public void end() {
        keeper.end();
        next.end();
      }
    };
  }

  /**
   * The lines of a stream after the run.
   *
   * @param stream the stream
   * @return its lines
   */
  public List<String> of(StreamOutput.Stream stream) {
    return lines.getOrDefault(stream, List.of());
  }
}
