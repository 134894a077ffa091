package dev.styxcache.adapter.runner.container;

import dev.styxcache.adapter.runner.settings.ContainerSettings;
import java.util.List;

/**
 * A container for one run of a tool.
 *
 * @param name the container's unique name
 * @param image the image, in the engine's form
 * @param caller the user that the tool runs as
 * @param users how the engine maps this user
 * @param mounts what the container sees of this machine
 * @param settings network, limits, and further arguments
 */
public record ContainerRun(
    String name,
    String image,
    Caller caller,
    UserMapping users,
    List<Mount> mounts,
    ContainerSettings settings) {

  /** The tool's working directory, where it writes its outputs. */
  public static final String OUTPUT = "/styx_output";

  /** The label of all containers of styxcache, by which one that was left behind is found. */
  public static final String LABEL = "dev.styxcache.run";

  /** The label that says to which process a container belongs. */
  public static final String OWNER_LABEL = "dev.styxcache.owner";

  /** The program that runs the tool. */
  public static final List<String> COMMAND = List.of("/bin/sh", RunFolder.SCRIPT);

  /** Copies the list. */
  public ContainerRun {
    mounts = List.copyOf(mounts);
  }

  /** Which user of a container is the caller outside. */
  public enum UserMapping {
    /** The one with the caller's number. */
    SAME,
    /** The one with the caller's number, if the engine is asked to map it so; without groups. */
    KEPT,
    /** As {@link #KEPT}, and the engine can pass the caller's groups on. */
    KEPT_WITH_GROUPS,
    /** The administrator, as in a daemon that runs without privileges. */
    ROOT
  }
}
