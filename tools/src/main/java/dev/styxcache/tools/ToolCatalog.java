package dev.styxcache.tools;

import dev.styxcache.tools.validate.NearestName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The tools of one or several catalogues side by side. Of catalogues that have the same tool the
 * first one counts. Safe for use by many threads.
 *
 * <p>A tool is found by its name through the layout of the catalogue, which reads a few small
 * files. The index of all tools is made only for lists, for searches and for the nearest name.
 */
public final class ToolCatalog {

  private final List<CatalogSource> sources;
  private final JsonReader json;
  private final Map<String, Optional<DescribedTool>> found = new ConcurrentHashMap<>();

  /**
   * Some catalogues.
   *
   * @param sources the catalogues, the first to be asked first
   * @param json parses JSON
   */
  public ToolCatalog(List<CatalogSource> sources, JsonReader json) {
    this.sources = List.copyOf(sources);
    this.json = json;
  }

  /**
   * Opens catalogues. What is found out about them is kept where the command line keeps it, in
   * {@code styxcache-catalogs} below {@code $XDG_CACHE_HOME} or {@code ~/.cache}.
   *
   * @param catalogs directories, or archives {@code .tar.gz} or {@code .zip}, the first to be asked
   *     first
   * @return the tools in them
   * @throws BadCatalogException if one of them cannot be used
   */
  public static ToolCatalog open(Path... catalogs) {
    String configured = System.getenv("XDG_CACHE_HOME");
    Path caches =
        configured != null && configured.startsWith("/")
            ? Path.of(configured)
            : Path.of(System.getProperty("user.home", ""), ".cache");
    // Java says "?" for a user without an account.
    Optional<Path> indexes =
        Optional.of(caches.resolve("styxcache-catalogs")).filter(Path::isAbsolute);
    ToolFiles files = ToolFiles.installed();
    List<CatalogSource> sources = new ArrayList<>();
    for (Path catalog : catalogs) {
      sources.add(files.open(catalog, indexes));
    }
    return new ToolCatalog(sources, files.json());
  }

  /**
   * Finds a tool. A tool that was found is kept, so that many calls read a descriptor once.
   *
   * @param name its name, such as {@code fsl/bet} or {@code fsl/6.0.4/bet}
   * @return the tool, if there is one
   * @throws BadCatalogException if its descriptor cannot be used
   */
  public Optional<DescribedTool> find(String name) {
    return found.computeIfAbsent(name, text -> ToolName.parse(text).flatMap(this::read));
  }

  private Optional<DescribedTool> read(ToolName name) {
    return sources.stream()
        .map(source -> new CatalogReader(source, json).find(name))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /**
   * Finds a tool that must be there.
   *
   * @param name its name
   * @return the tool
   * @throws UnknownToolException if there is none
   * @throws BadCatalogException if its descriptor cannot be used
   */
  public DescribedTool tool(String name) {
    return find(name).orElseThrow(() -> unknown(name));
  }

  private UnknownToolException unknown(String name) {
    String where = sources.stream().map(CatalogSource::location).collect(Collectors.joining(", "));
    List<String> names = names();
    Optional<String> nearest =
        NearestName.of(name, names)
            .or(() -> names.stream().filter(one -> one.endsWith("/" + name)).findFirst());
    return new UnknownToolException(
        "no tool is named "
            + name
            + (where.isEmpty() ? "; no catalogue is configured" : "; looked in " + where)
            + nearest.map(meant -> "; did you mean " + meant + "?").orElse(""));
  }

  /**
   * Lists all tools.
   *
   * @return one summary for each name, sorted by name
   */
  public List<ToolSummary> list() {
    Map<String, ToolSummary> byName = new TreeMap<>();
    for (CatalogSource source : sources) {
      for (ToolSummary summary : new CatalogReader(source, json).index()) {
        byName.putIfAbsent(summary.name(), summary);
      }
    }
    return List.copyOf(byName.values());
  }

  /**
   * Lists the names of all tools.
   *
   * @return the names, sorted
   */
  public List<String> names() {
    return list().stream().map(ToolSummary::name).toList();
  }

  /**
   * Finds tools by words.
   *
   * @param words words that must all be in the name or the description, in any case
   * @return the tools, those whose name has a word first, and then by name
   */
  public List<ToolSummary> search(String words) {
    List<String> wanted = List.of(words.trim().toLowerCase(Locale.ROOT).split("\\s+"));
    List<ToolSummary> byName = new ArrayList<>();
    List<ToolSummary> others = new ArrayList<>();
    for (ToolSummary summary : list()) {
      String name = summary.name().toLowerCase(Locale.ROOT);
      String text = name + " " + summary.description().toLowerCase(Locale.ROOT);
      if (wanted.stream().allMatch(text::contains)) {
        (wanted.stream().anyMatch(name::contains) ? byName : others).add(summary);
      }
    }
    byName.addAll(others);
    return byName;
  }
}
