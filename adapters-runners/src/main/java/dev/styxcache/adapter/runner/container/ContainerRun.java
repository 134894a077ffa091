package dev.styxcache.adapter.runner.container;

import dev.styxcache.adapter.runner.settings.ContainerSettings;
import java.util.List;

/**
 * A container for one run of a tool.
 *
 * @param name the container's unique name
 * @param image the image, in the engine's form
 * @param user the user that the tool runs as
 * @param mounts what the container sees of this machine
 * @param settings network, limits, and further arguments
 */
public record ContainerRun(
    String name, String image, User user, List<Mount> mounts, ContainerSettings settings) {

  /** The tool's working directory, where it writes its outputs. */
  public static final String OUTPUT = "/styx_output";

  /** The label of all containers of styxcache, by which one that was left behind is found. */
  public static final String LABEL = "dev.styxcache.run";

  /** The program that runs the tool. */
  public static final List<String> COMMAND = List.of("/bin/sh", RunFolder.SCRIPT);

  /** Copies the list. */
  public ContainerRun {
    mounts = List.copyOf(mounts);
  }

  /**
   * A user and group of this machine.
   *
   * @param uid the user's number
   * @param gid the group's number
   */
  public record User(int uid, int gid) {

    /**
     * Whether it is the administrator.
     *
     * @return whether the user's number is 0
     */
    public boolean isRoot() {
      return uid == 0;
    }

    String option() {
      return uid + ":" + gid;
    }
  }
}
