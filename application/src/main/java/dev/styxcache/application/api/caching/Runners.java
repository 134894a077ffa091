package dev.styxcache.application.api.caching;

import dev.styxcache.application.api.Runner;
import dev.styxcache.application.services.Services;
import dev.styxcache.application.spi.RunnerHealth;
import dev.styxcache.application.spi.RunnerProvider;
import dev.styxcache.application.spi.RunnerSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * Runners with their default settings, and which of them works on this machine, as Styx's {@code
 * use_docker()} and the like. Thread-safe.
 *
 * <pre>{@code
 * Runners.use(CachingRunner.around(Runners.auto()).cacheDirectory(directory).build());
 * }</pre>
 */
public final class Runners {

  /** The runners that {@link #auto} tries, in this order. */
  public static final List<String> TRIED_BY_AUTO =
      List.of("docker", "podman", "apptainer", "local");

  private Runners() {}

  /**
   * The first runner that works on this machine: docker, podman, Apptainer, or else the local one.
   * Asks the engines, which takes some tenths of a second for each.
   *
   * @return the runner
   * @throws IllegalStateException if none is on the class path, or none works
   */
  public static Runner auto() {
    List<String> reasons = new ArrayList<>();
    for (String name : TRIED_BY_AUTO) {
      RunnerProvider provider = provider(name);
      RunnerSettings settings = RunnerSettings.defaults();
      RunnerHealth health = provider.check(settings);
      if (health instanceof RunnerHealth.Unusable unusable) {
        reasons.add(name + ": " + unusable.reason());
      } else {
        return provider.create(settings);
      }
    }
    throw new IllegalStateException("no runner works here: " + String.join("; ", reasons));
  }

  /**
   * A runner by its name.
   *
   * @param name such as {@code local}, {@code docker}, {@code podman}, {@code apptainer} or {@code
   *     dry}
   * @return the runner with its default settings
   * @throws IllegalStateException if there is none of this name; the message lists those that exist
   */
  public static Runner named(String name) {
    return provider(name).create(RunnerSettings.defaults());
  }

  private static RunnerProvider provider(String name) {
    return Services.named(RunnerProvider.class, RunnerProvider::name, name);
  }

  /**
   * Lets wrappers use a runner from now on.
   *
   * @param runner the runner
   * @return the same
   */
  public static Runner use(Runner runner) {
    GlobalRunner.set(runner);
    return runner;
  }

  /**
   * Lets wrappers use whichever runner works.
   *
   * @return the runner of {@link #auto}
   */
  public static Runner useAuto() {
    return use(auto());
  }

  /**
   * Lets wrappers run tools as local processes.
   *
   * @return the runner
   */
  public static Runner useLocal() {
    return use(named("local"));
  }

  /**
   * Lets wrappers run tools in containers of docker.
   *
   * @return the runner
   */
  public static Runner useDocker() {
    return use(named("docker"));
  }

  /**
   * Lets wrappers run tools in containers of podman.
   *
   * @return the runner
   */
  public static Runner usePodman() {
    return use(named("podman"));
  }

  /**
   * Lets wrappers run tools in containers of Apptainer.
   *
   * @return the runner
   */
  public static Runner useApptainer() {
    return use(named("apptainer"));
  }

  /**
   * Lets wrappers write down commands and run nothing.
   *
   * @return the runner
   */
  public static Runner useDry() {
    return use(named("dry"));
  }
}
