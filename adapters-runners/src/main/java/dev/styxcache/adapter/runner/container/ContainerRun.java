package dev.styxcache.adapter.runner.container;

import dev.styxcache.application.api.ContainerSettings;
import java.util.List;

/**
 * A container that is to run one tool.
 *
 * @param name the container's name, which no other has
 * @param image the image as the engine is to be told it
 * @param user who the tool runs as
 * @param mounts what the container sees of this machine
 * @param settings network and limits, and whether the engine may fetch the image
 * @param extraArguments further arguments for the engine
 */
public record ContainerRun(
    String name,
    String image,
    ContainerUser user,
    List<Mount> mounts,
    ContainerSettings settings,
    List<String> extraArguments) {

  /** The working directory of the tool, in which its outputs come to be. */
  public static final String OUTPUT = "/styx_output";

  /** What has the engine's own label, so that a container that was left behind can be found. */
  public static final String LABEL = "dev.styxcache.run";

  /** The program that runs the tool. */
  public static final List<String> COMMAND = List.of("/bin/sh", RunFolder.SCRIPT);

  /** Copies the lists. */
  public ContainerRun {
    mounts = List.copyOf(mounts);
    extraArguments = List.copyOf(extraArguments);
  }
}
