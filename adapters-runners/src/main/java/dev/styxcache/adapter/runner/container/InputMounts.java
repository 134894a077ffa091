package dev.styxcache.adapter.runner.container;

import dev.styxcache.application.api.InvalidInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The mounts of the inputs of one run: the n-th at {@code /styx_input/n/NAME}, as in Styx. For one
 * thread.
 */
final class InputMounts {

  private static final String ROOT = "/styx_input/";

  private final List<Mount> mounts = new ArrayList<>();

  /**
   * Adds an input.
   *
   * @param hostPath the input, absolute
   * @param resolveParent whether its parent directory is mounted, and not it alone
   * @return the path by which the tool sees it
   * @throws InvalidInputException if no engine can express its name
   */
  String add(Path hostPath, boolean resolveParent) {
    Path path = withoutParents(hostPath);
    Mount.findFault(path.toString())
        .ifPresent(
            fault -> {
              throw new InvalidInputException("input " + path + " " + fault);
            });
    String folder = ROOT + mounts.size();
    String name = Optional.ofNullable(path.getFileName()).map(Path::toString).orElse("root");
    String seen = folder + "/" + name;
    Path parent = path.getParent();
    mounts.add(
        resolveParent && parent != null
            ? new Mount(parent, folder, false)
            : new Mount(path, seen, false));
    return seen;
  }

  List<Mount> all() {
    return List.copyOf(mounts);
  }

  /**
   * Engines normalize paths as text, and take {@code link/..} for the directory that the link is
   * in; the system does not.
   */
  private static Path withoutParents(Path path) {
    for (Path name : path) {
      if (name.toString().equals("..")) {
        try {
          return path.toRealPath();
        } catch (IOException e) {
          throw new InvalidInputException(
              "input " + path + " cannot be read (" + e.getMessage() + "): check the path", e);
        }
      }
    }
    return path;
  }
}
