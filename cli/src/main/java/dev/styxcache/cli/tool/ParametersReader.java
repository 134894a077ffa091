package dev.styxcache.cli.tool;

import dev.styxcache.cli.context.Context;
import dev.styxcache.cli.failure.CommandFailedException;
import dev.styxcache.cli.failure.UsageException;
import dev.styxcache.cli.text.IoReasons;
import dev.styxcache.domain.json.Json;
import dev.styxcache.tools.DescribedTool;
import dev.styxcache.tools.options.OptionReader;
import dev.styxcache.tools.validate.Fault;
import dev.styxcache.tools.validate.FileProbe;
import dev.styxcache.tools.validate.InvalidParametersException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gathers the parameters of a call from a file and from the options behind the tool's name. */
public final class ParametersReader {

  /** The name of standard input. */
  private static final String STANDARD_INPUT = "-";

  private ParametersReader() {}

  /**
   * Reads and checks parameters.
   *
   * @param tool the tool
   * @param file a file of JSON, or {@code -}
   * @param options the words behind the tool's name
   * @param probe checks input files
   * @param context where relative paths start, and standard input
   * @return the parameters, which are valid
   * @throws InvalidParametersException with all faults at once
   */
  public static Json.Obj read(
      DescribedTool tool,
      Optional<String> file,
      List<String> options,
      FileProbe probe,
      Context context) {
    Json.Obj before = file.isPresent() ? fromFile(file.get(), context) : new Json.Obj(Map.of());
    OptionReader.Result read =
        OptionReader.read(tool.tool().parameters(), before, options, Catalogs.FILES.json());
    List<Fault> faults = new ArrayList<>(read.faults());
    faults.addAll(tool.faults(read.parameters(), probe));
    if (!faults.isEmpty()) {
      throw new InvalidParametersException(tool.name(), faults);
    }
    return read.parameters();
  }

  private static Json.Obj fromFile(String file, Context context) {
    String source = file.equals(STANDARD_INPUT) ? "standard input" : file;
    try (InputStream stream = open(file, context)) {
      if (Catalogs.FILES.json().read(stream.readAllBytes()) instanceof Json.Obj parameters) {
        return parameters;
      }
      throw new UsageException("the parameters in " + source + " are not a JSON object");
    } catch (IOException e) {
      throw new CommandFailedException(
          "the parameters in " + source + " cannot be read: " + IoReasons.of(e), e);
    } catch (IllegalArgumentException e) {
      throw new UsageException("the parameters in " + source + ": " + e.getMessage(), e);
    }
  }

  /**
   * Opens a file, or standard input for {@code -}.
   *
   * @param file the file
   * @param context where relative paths start, and standard input
   * @return its bytes
   * @throws IOException if it cannot be opened
   */
  public static InputStream open(String file, Context context) throws IOException {
    if (file.equals(STANDARD_INPUT)) {
      return context.input();
    }
    Path path;
    try {
      path = context.workingDirectory().resolve(file);
    } catch (InvalidPathException e) {
      throw new UsageException(file + " is not a path: " + e.getReason(), e);
    }
    if (Files.isDirectory(path)) {
      throw new IOException("it is a directory");
    }
    return Files.newInputStream(path);
  }
}
