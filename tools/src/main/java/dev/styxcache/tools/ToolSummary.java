package dev.styxcache.tools;

import dev.styxcache.domain.json.Json;
import dev.styxcache.tools.json.Members;
import java.util.Map;

/**
 * A line of a catalogue's index: enough to find a tool by name or by words, without reading its
 * descriptor.
 *
 * @param packageName the package
 * @param version the version of the package
 * @param folder the tool's folder, which is its name except for the dashes of Workbench's commands
 * @param format the descriptor's format
 * @param path the descriptor's path in the catalogue
 * @param description what the tool does; empty if that is not said
 */
public record ToolSummary(
    String packageName,
    String version,
    String folder,
    DescriptorFormat format,
    String path,
    String description) {

  /**
   * The name of the tool.
   *
   * @return for example {@code fsl/bet}
   */
  public String name() {
    String app = format == DescriptorFormat.WORKBENCH ? folder.replace('-', '_') : folder;
    return packageName + "/" + app;
  }

  /**
   * The summary as JSON, for an index that is kept in a file.
   *
   * @return an object of texts
   */
  public Json toJson() {
    return Json.textMap(
        Map.of(
            "package", packageName,
            "version", version,
            "folder", folder,
            "format", format.formatName(),
            "path", path,
            "description", description));
  }

  /**
   * Reads what {@link #toJson} made.
   *
   * @param json the object
   * @return the summary
   * @throws IllegalArgumentException if it is not such an object
   */
  public static ToolSummary of(Json json) {
    Members members = Members.of(json, "a line of the index");
    String format = members.required("format", "a line of the index");
    return new ToolSummary(
        members.required("package", "a line of the index"),
        members.required("version", "a line of the index"),
        members.required("folder", "a line of the index"),
        DescriptorFormat.named(format)
            .orElseThrow(() -> new IllegalArgumentException("unknown format: " + format)),
        members.required("path", "a line of the index"),
        members.text("description").orElse(""));
  }
}
