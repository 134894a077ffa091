package dev.styxcache.tools;

import dev.styxcache.domain.json.Json;
import dev.styxcache.tools.argdump.ArgdumpReader;
import dev.styxcache.tools.boutiques.BoutiquesReader;
import dev.styxcache.tools.model.Tool;
import dev.styxcache.tools.mrtrix.MrtrixReader;
import dev.styxcache.tools.workbench.WorkbenchReader;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The formats of descriptors. */
public enum DescriptorFormat {
  /** Boutiques, as tools of many packages are described by hand. */
  BOUTIQUES,
  /** What Connectome Workbench says of its commands. */
  WORKBENCH,
  /** What the commands of MRtrix3 say of themselves. */
  MRTRIX,
  /** Dumps of Python's argument parsers. */
  ARGDUMP;

  /**
   * The format of a name, as in {@code app.json}.
   *
   * @param name for example {@code boutiques}
   * @return the format, if it is known
   */
  public static Optional<DescriptorFormat> named(String name) {
    for (DescriptorFormat format : values()) {
      if (format.formatName().equals(name)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  /**
   * The format of a descriptor that is given by its path, by the members that only it has.
   *
   * @param descriptor its parsed text
   * @return the format, if it is one of these
   */
  public static Optional<DescriptorFormat> of(Json descriptor) {
    if (!(descriptor instanceof Json.Obj object)) {
      return Optional.empty();
    }
    Set<String> members = object.members().keySet();
    if (members.contains("command-line")) {
      return Optional.of(BOUTIQUES);
    } else if (members.contains("repeatable_options")) {
      return Optional.of(WORKBENCH);
    } else if (members.contains("option_groups")) {
      return Optional.of(MRTRIX);
    }
    return members.contains("prog") && members.contains("actions")
        ? Optional.of(ARGDUMP)
        : Optional.empty();
  }

  /**
   * Its name.
   *
   * @return for example {@code boutiques}
   */
  public String formatName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The name that a descriptor of this format has in a catalogue.
   *
   * @return for example {@code boutiques.json}
   */
  public String fileName() {
    return formatName() + ".json";
  }

  /**
   * Reads a descriptor.
   *
   * @param descriptor its parsed text
   * @return the tool
   * @throws IllegalArgumentException if it is no descriptor of this format
   */
  public Tool read(Json descriptor) {
    return switch (this) {
      case BOUTIQUES -> BoutiquesReader.read(descriptor);
      case WORKBENCH -> WorkbenchReader.read(descriptor);
      case MRTRIX -> MrtrixReader.read(descriptor);
      case ARGDUMP -> ArgdumpReader.read(descriptor);
    };
  }
}
