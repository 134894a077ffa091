package dev.styxcache.adapter.runner.container;

import dev.styxcache.adapter.runner.container.ContainerProcess.MountedInputs;
import dev.styxcache.application.api.InvalidInputException;
import dev.styxcache.files.FileStat;
import dev.styxcache.files.TreeWalk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds what a container needs beside the mounts of the inputs. Digests of directories follow links
 * that lead out, as in data sets of DataLad, and so must the tool: their targets are mounted,
 * read-only, at the places that the links name in the container. It also collects the paths that
 * not everybody may read, so that a container is tried with them before the tool starts. For one
 * run.
 */
final class InputScan {

  /** Maximum number of targets outside of the inputs: each is a mount of its own. */
  private static final int MAX_TARGETS = 1000;

  private static final int OTHERS_READ = 0004;
  private static final int OTHERS_READ_AND_ENTER = 0005;

  /** Directories of a container in whose place nothing of this machine may be put. */
  private static final Set<Path> SYSTEM =
      Stream.of("/", "/bin", "/etc", "/lib", "/lib32", "/lib64", "/sbin", "/usr", "/usr/bin")
          .map(Path::of)
          .collect(java.util.stream.Collectors.toUnmodifiableSet());

  private static final List<Path> KERNEL =
      List.of(Path.of("/proc"), Path.of("/sys"), Path.of("/dev"));

  private final List<Mount> inputs;
  private final Map<Path, Path> targets = new LinkedHashMap<>();
  private final List<String> toRead = new ArrayList<>();

  private InputScan(List<Mount> inputs) {
    this.inputs = inputs;
  }

  /**
   * Scans the inputs.
   *
   * @param inputs the mounts of the inputs
   * @return all mounts, and what is to be tried
   * @throws InvalidInputException if a link leads out to what cannot be mounted; the message has
   *     the next step
   */
  static MountedInputs of(List<Mount> inputs) {
    InputScan scan = new InputScan(inputs);
    for (Mount input : inputs) {
      scan.toRead.add(input.target());
      if (Files.isDirectory(input.source())) {
        scan.directory(input.source(), Path.of(input.target()));
      }
    }
    List<Mount> mounts = new ArrayList<>(inputs);
    scan.targets.forEach((place, source) -> mounts.add(new Mount(source, place.toString(), false)));
    return new MountedInputs(mounts, scan.toRead);
  }

  /** Scans a directory that the container sees at a place. */
  private void directory(Path directory, Path place) {
    try {
      Path real = directory.toRealPath();
      TreeWalk.<RuntimeException>walk(
          real, TreeWalk.Settings.of(Comparator.naturalOrder()), new Members(real, place));
    } catch (IOException e) {
      throw new InvalidInputException(
          "input " + directory + " cannot be read (" + e + "): check its permissions", e);
    }
  }

  /** The members of one directory. */
  private final class Members implements TreeWalk.Visitor<RuntimeException> {

    private final Path root;
    private final Path place;

    Members(Path root, Path place) {
      this.root = root;
      this.place = place;
    }

    @Override
    public void file(String path, FileStat stat) {
      if ((stat.permissions() & OTHERS_READ) == 0) {
        toRead.add(place.resolve(path).toString());
      }
    }

    @Override
    public void directory(String path, FileStat stat) {
      if ((stat.permissions() & OTHERS_READ_AND_ENTER) != OTHERS_READ_AND_ENTER) {
        toRead.add(place.resolve(path).toString());
      }
    }

    @Override
    public void link(String path) throws IOException {
      Path link = root.resolve(path);
      Path text = Files.readSymbolicLink(link);
      Path seen = place.resolve(path).resolveSibling(text).normalize();
      Path named = link.resolveSibling(text).normalize();
      if (!text.isAbsolute() && seen.startsWith(place) && named.startsWith(root)) {
        return;
      }
      target(link, named, seen);
    }

    @Override
    public void other(String path) {}

    /** What cannot be read here cannot be read in the container, which is tried. */
    @Override
    public void failed(String path, IOException failure) {
      toRead.add(place.resolve(path).toString());
    }
  }

  private void target(Path link, Path named, Path seen) throws IOException {
    Path real;
    try {
      real = link.toRealPath();
    } catch (IOException e) {
      return; // It leads nowhere, or in a circle, and does so in the container.
    }
    if (!named.toRealPath().equals(real)) {
      throw refused(link, real, "its target goes through another link and back");
    } else if (real.equals(targets.get(seen))) {
      return;
    } else if (isTaken(seen, real)) {
      throw refused(link, real, "the container has something else at " + seen);
    } else if (targets.size() == MAX_TARGETS) {
      throw refused(link, real, "there are more than " + MAX_TARGETS + " such links");
    }
    Mount.findFault(real.toString())
        .or(() -> Mount.findFault(seen.toString()))
        .ifPresent(
            fault -> {
              throw refused(link, real, "the target " + fault);
            });
    targets.put(seen, real);
    toRead.add(seen.toString());
    if (Files.isDirectory(real)) {
      directory(real, seen);
    }
  }

  private boolean isTaken(Path seen, Path real) {
    boolean system = Files.isDirectory(real) && SYSTEM.contains(seen);
    if (system || targets.containsKey(seen) || KERNEL.stream().anyMatch(seen::startsWith)) {
      return true;
    }
    Stream<Path> others =
        Stream.concat(
            inputs.stream().map(Mount::target).map(Path::of),
            Stream.of(Path.of(ContainerRun.OUTPUT), Path.of(RunFolder.TARGET)));
    return others.anyMatch(other -> other.startsWith(seen) || seen.startsWith(other));
  }

  private static InvalidInputException refused(Path link, Path real, String why) {
    return new InvalidInputException(
        "the link "
            + link
            + " leads out of its input to "
            + real
            + ", and the tool in the container would not find that, since "
            + why
            + ": copy the input with the files that its links lead to (cp -RL), or with git-annex"
            + " unlock them");
  }
}
