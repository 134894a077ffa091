package dev.styxcache.cli.tool;

import dev.styxcache.cli.context.Context;
import dev.styxcache.cli.failure.CommandFailedException;
import dev.styxcache.cli.text.IoReasons;
import dev.styxcache.domain.json.CanonicalJson;
import dev.styxcache.domain.json.Json;
import dev.styxcache.tools.ToolCatalog;
import dev.styxcache.tools.plan.Plan;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** Plans many calls: one dictionary of parameters a line, and one line of answer for each. */
public final class PlanRequests {

  private final ToolCatalog catalog;

  private PlanRequests(ToolCatalog catalog) {
    this.catalog = catalog;
  }

  /**
   * Answers all requests of a file. An empty line is none.
   *
   * @param file a file of JSON Lines, or {@code -} for standard input
   * @param catalog finds the tools
   * @param context where a relative path starts, standard input and output
   * @throws CommandFailedException if the file cannot be read
   */
  public static void answer(String file, ToolCatalog catalog, Context context) {
    PlanRequests requests = new PlanRequests(catalog);
    try (InputStream stream = new BufferedInputStream(ParametersReader.open(file, context))) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      int next = stream.read();
      while (next >= 0) {
        if (next == '\n') {
          requests.answerLine(line, context);
        } else {
          line.write(next);
        }
        next = stream.read();
      }
      requests.answerLine(line, context);
    } catch (IOException e) {
      throw new CommandFailedException(
          "the requests " + file + " cannot be read: " + IoReasons.of(e), e);
    }
  }

  private void answerLine(ByteArrayOutputStream line, Context context) {
    byte[] request = line.toByteArray();
    line.reset();
    if (!isBlank(request)) {
      context.output().line(CanonicalJson.write(plan(request)));
    }
  }

  private static boolean isBlank(byte[] line) {
    for (byte one : line) {
      if (one != ' ' && one != '\t' && one != '\r') {
        return false;
      }
    }
    return true;
  }

  private Json plan(byte[] request) {
    Json parsed;
    try {
      parsed = Catalogs.FILES.json().read(request);
    } catch (IllegalArgumentException e) {
      return new Json.Obj(Map.of("error", Json.text("not JSON: " + e.getMessage())));
    }
    return Plan.ofRequest(catalog, parsed);
  }
}
