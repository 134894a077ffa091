package dev.styxcache.cli.tool;

import dev.styxcache.adapter.catalog.LocalToolFiles;
import dev.styxcache.cli.context.Context;
import dev.styxcache.cli.failure.CommandFailedException;
import dev.styxcache.cli.failure.UsageException;
import dev.styxcache.cli.text.IoReasons;
import dev.styxcache.configuration.Configuration;
import dev.styxcache.configuration.Setting;
import dev.styxcache.tools.BadCatalogException;
import dev.styxcache.tools.CatalogSource;
import dev.styxcache.tools.DescribedTool;
import dev.styxcache.tools.ToolCatalog;
import dev.styxcache.tools.ToolFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Opens the configured catalogues, and finds tools by what users write. */
public final class Catalogs {

  /** Reads catalogues, descriptors and parameters. */
  static final ToolFiles FILES = new LocalToolFiles();

  private Catalogs() {}

  /**
   * Opens the configured catalogues.
   *
   * @param configuration names them
   * @return the tools in them
   * @throws UsageException if there are none
   * @throws BadCatalogException if one of them cannot be used
   */
  public static ToolCatalog require(Configuration configuration) {
    Optional<Path> indexes = configuration.findText(Setting.TOOLS_INDEX_DIR).map(Path::of);
    List<CatalogSource> sources = new ArrayList<>();
    for (String catalog : configuration.texts(Setting.TOOLS_CATALOGS)) {
      sources.add(FILES.open(Path.of(catalog), indexes));
    }
    if (sources.isEmpty()) {
      throw new UsageException(
          "no catalogue of tools is configured; name one by --catalog PATH, or by catalogs ="
              + " [\"PATH\"] in the section [tools] of styxcache.toml");
    }
    return new ToolCatalog(sources, FILES.json());
  }

  /**
   * Finds a tool.
   *
   * @param name its name in the catalogues, or the path of a descriptor, which ends in {@code
   *     .json} or begins with {@code /} or a dot
   * @param configuration names the catalogues
   * @param context where relative paths start
   * @return the tool
   * @throws dev.styxcache.tools.UnknownToolException if no catalogue has it
   * @throws BadCatalogException if its descriptor cannot be used
   */
  public static DescribedTool tool(String name, Configuration configuration, Context context) {
    boolean path = name.startsWith(".") || name.startsWith("/") || name.endsWith(".json");
    return path ? descriptor(name, context.workingDirectory()) : require(configuration).tool(name);
  }

  private static DescribedTool descriptor(String name, Path directory) {
    try {
      return DescribedTool.alone(Files.readAllBytes(directory.resolve(name)), FILES.json());
    } catch (IOException e) {
      throw new CommandFailedException(
          "the descriptor " + name + " cannot be read: " + IoReasons.of(e), e);
    } catch (InvalidPathException e) {
      throw new UsageException("the descriptor " + name + " is not a path: " + e.getReason(), e);
    } catch (IllegalArgumentException e) {
      throw new BadCatalogException("cannot use the descriptor " + name + ": " + e.getMessage(), e);
    }
  }
}
