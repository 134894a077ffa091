package dev.styxcache.tools;

import dev.styxcache.domain.json.CanonicalJson;
import dev.styxcache.domain.json.Json;
import dev.styxcache.tools.json.Members;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Finds tools in one catalogue by its layout, with a handful of small files read for each. */
final class CatalogReader {

  private final CatalogSource source;
  private final JsonReader json;

  CatalogReader(CatalogSource source, JsonReader json) {
    this.source = source;
    this.json = json;
  }

  /** The tool of a name, if this catalogue has it. */
  Optional<DescribedTool> find(ToolName name) {
    List<String> versions =
        name.version().map(List::of).orElseGet(() -> versions(name.packageName()));
    for (String version : versions) {
      Optional<ToolSummary> summary = summary(name.packageName(), version, name.app());
      if (summary.isEmpty() && name.app().indexOf('_') >= 0) {
        summary = summary(name.packageName(), version, withDashes(name, version));
      }
      if (summary.isPresent()) {
        return Optional.of(open(summary.get()));
      }
    }
    return Optional.empty();
  }

  /** The folder whose name is the tool's when dashes are written as underscores. */
  private String withDashes(ToolName name, String version) {
    String dashed = name.app().replace('_', '-');
    String folder = name.packageName() + "/" + version;
    boolean simple = readApp(folder + "/" + dashed).isPresent();
    return simple
        ? dashed
        : source.folders(folder).stream()
            .filter(app -> app.replace('-', '_').equals(name.app()))
            .findFirst()
            .orElse(dashed);
  }

  private Optional<Members> readApp(String folder) {
    return object(folder + "/app.json");
  }

  DescribedTool open(ToolSummary summary) {
    byte[] descriptor =
        source
            .read(summary.path())
            .orElseThrow(
                () -> new BadCatalogException(summary.path() + " is missing in " + location()));
    Optional<String> image =
        object(summary.packageName() + "/" + summary.version() + "/version.json")
            .flatMap(version -> version.words("container"));
    try {
      return DescribedTool.of(summary.packageName(), summary.format(), descriptor, json, image);
    } catch (IllegalArgumentException e) {
      throw new BadCatalogException(
          "cannot use " + summary.path() + " in " + location() + ": " + e.getMessage(), e);
    }
  }

  private String location() {
    return "the catalogue " + source.location();
  }

  /** All tools that have a descriptor; the default version of each package first. */
  List<ToolSummary> index() {
    return source.savedIndex().flatMap(this::parse).orElseGet(this::readIndex);
  }

  /** The list as it was kept; nothing if another version of this class has written it. */
  private Optional<List<ToolSummary>> parse(byte[] saved) {
    try {
      List<ToolSummary> index = new ArrayList<>();
      for (Json line : ((Json.Arr) json.read(saved)).items()) {
        index.add(ToolSummary.of(line));
      }
      return Optional.of(index);
    } catch (IllegalArgumentException | ClassCastException e) {
      return Optional.empty();
    }
  }

  private List<ToolSummary> readIndex() {
    List<ToolSummary> index = new ArrayList<>();
    for (String packageName : packages()) {
      for (String version : versions(packageName)) {
        for (String app : new TreeSet<>(source.folders(packageName + "/" + version))) {
          summary(packageName, version, app).ifPresent(index::add);
        }
      }
    }
    Json lines = new Json.Arr(index.stream().map(ToolSummary::toJson).toList());
    source.saveIndex(CanonicalJson.write(lines).getBytes(StandardCharsets.UTF_8));
    return index;
  }

  private List<String> packages() {
    List<String> named =
        object("project.json").map(project -> project.texts("packages")).orElse(List.of());
    return named.isEmpty() ? new ArrayList<>(new TreeSet<>(source.folders(""))) : named;
  }

  /** The versions of a package, the default one first, or else the newest. */
  private List<String> versions(String packageName) {
    Optional<Members> described = object(packageName + "/package.json");
    List<String> versions =
        new ArrayList<>(described.map(one -> one.texts("versions")).orElse(List.of()));
    if (versions.isEmpty()) {
      versions.addAll(source.folders(packageName));
    }
    versions.sort(Comparator.comparing(CatalogReader::numbers, Arrays::compare).reversed());
    described
        .flatMap(one -> one.words("default"))
        .ifPresent(
            version -> {
              versions.remove(version);
              versions.add(0, version);
            });
    return versions;
  }

  /** The numbers in a version, by which 6.0.10 is newer than 6.0.4. */
  private static long[] numbers(String version) {
    return Arrays.stream(version.split("[^0-9]+", -1))
        .filter(number -> !number.isEmpty() && number.length() < 18)
        .mapToLong(Long::parseLong)
        .toArray();
  }

  private Optional<ToolSummary> summary(String packageName, String version, String app) {
    String folder = packageName + "/" + version + "/" + app;
    Optional<Members> described = readApp(folder);
    if (described.isEmpty()) {
      return withoutApp(packageName, version, app, folder);
    }
    String description =
        described.get().members("docs").flatMap(docs -> docs.words("description")).orElse("");
    return described
        .get()
        .members("source")
        .flatMap(
            found ->
                found
                    .words("type")
                    .flatMap(DescriptorFormat::named)
                    .map(
                        format ->
                            new ToolSummary(
                                packageName,
                                version,
                                app,
                                format,
                                folder + "/" + found.words("path").orElse(format.fileName()),
                                description)));
  }

  /** A tool without {@code app.json}: its descriptor has the name of its format. */
  private Optional<ToolSummary> withoutApp(
      String packageName, String version, String app, String folder) {
    for (DescriptorFormat format : DescriptorFormat.values()) {
      String path = folder + "/" + format.fileName();
      Optional<Members> descriptor = object(path);
      if (descriptor.isPresent()) {
        String description =
            descriptor
                .get()
                .words("description")
                .or(() -> descriptor.get().words("short_description"))
                .or(() -> descriptor.get().words("synopsis"))
                .orElse("");
        return Optional.of(new ToolSummary(packageName, version, app, format, path, description));
      }
    }
    return Optional.empty();
  }

  private Optional<Members> object(String path) {
    return source
        .read(path)
        .map(
            bytes -> {
              try {
                Json value = json.read(bytes);
                return Members.of(value, path);
              } catch (IllegalArgumentException e) {
                throw new BadCatalogException(
                    "cannot read " + path + " in " + location() + ": " + e.getMessage(), e);
              }
            });
  }
}
