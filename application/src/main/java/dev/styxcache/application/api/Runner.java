package dev.styxcache.application.api;

import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.key.RunnerInfluence;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Runs command-line tools: as local processes, in containers, or not at all. The interface is that
 * of Styx, so generated wrappers work with any implementation.
 *
 * <p>The default methods tell a cache what it must know about a runner. They suit a runner that
 * starts processes with this process's environment and makes real outputs; a runner that wraps
 * another must delegate all of them.
 *
 * <p>Implementations are thread-safe; an {@link Execution} is not.
 */
public interface Runner {

  /**
   * Begins a run of a tool. Starts no process and writes nothing before {@link Execution#run}.
   *
   * @param metadata the tool
   * @return the execution, which takes inputs and outputs before it runs
   */
  Execution startExecution(Metadata metadata);

  /**
   * The container image that a run of this tool uses, after any override. Its digest is part of the
   * key.
   *
   * @param metadata the tool
   * @return the tag; empty for a tool without an image
   */
  default String effectiveImage(Metadata metadata) {
    return metadata.containerImageTag().orElse("");
  }

  /**
   * Whether runs make the outputs that they declare. A cache bypasses runners that do not, such as
   * dry runs.
   *
   * @return {@code true} unless overridden
   */
  default boolean cacheable() {
    return true;
  }

  /**
   * Resolves the executable of this machine that a command would run, so that a cache can make its
   * content part of the key.
   *
   * @param command the first word of the command
   * @return the absolute path, links not resolved; empty (the default) where the executable is not
   *     this machine's, as in a container
   * @throws ToolNotStartedException if the runner would not find it, or could not execute it
   */
  default Optional<Path> executable(String command) {
    return Optional.empty();
  }

  /**
   * Finds a file beside an executable that decides on what it does, so that a cache can make it
   * part of the key too: virtual environments of Python share one interpreter by links, and their
   * settings tell them apart.
   *
   * @param executable what {@link #executable} has returned
   * @return the absolute path; empty (the default) if there is none
   */
  default Optional<Path> settingsBeside(Path executable) {
    return Optional.empty();
  }

  /**
   * Finds the files of this machine that a command's arguments name, and that its tool could read
   * there: not the executable, nor what belongs to the software of this machine.
   *
   * @param command the command
   * @return the files, in the order of the command; none (the default) where the tool does not see
   *     this machine's files, as in a container
   */
  default List<NamedFile> namedFiles(List<String> command) {
    return List.of();
  }

  /**
   * Resolves the images that {@link #effectiveImage} returns to digests.
   *
   * @return the resolver, which caches no answers; by default one that trusts tags and warns of
   *     floating ones
   */
  default ImageDigestResolver images() {
    return new TrustTagResolver();
  }

  /**
   * Resolves images to the digests that registries have for them, so that entries are shared among
   * engines and machines.
   *
   * @return the resolver; by default, and where the runner does not know them, {@link #images}
   */
  default ImageDigestResolver registryImages() {
    return images();
  }

  /**
   * The environment variables that tools of this runner can see. The key is made of these values,
   * so a value must be the one that the tool gets.
   *
   * @return looks up a variable by its name, empty where it is not set; by default in the
   *     environment of this process
   */
  default Function<String, Optional<String>> environment() {
    return name -> Optional.ofNullable(System.getenv(name));
  }

  /**
   * What this runner adds to its tools' runs beside what the caller declares, all of which is part
   * of the key. A runner that sets variables for its tools, or whose tools do not inherit this
   * process's environment and are given the listed variables, must override it.
   *
   * @param listed the variables that the caller lists as part of the key
   * @return what it adds; nothing by default
   */
  default RunnerInfluence influence(Set<String> listed) {
    return RunnerInfluence.NONE;
  }
}
