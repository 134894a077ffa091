package dev.styxcache.application.services;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;

/** Finds adapters by type and name through {@link ServiceLoader}. Thread-safe. */
public final class Services {

  private Services() {}

  /**
   * Finds the adapter with a name.
   *
   * @param <S> the kind of adapter
   * @param service the interface that it implements
   * @param nameOf returns an adapter's name
   * @param name the name to find
   * @return the first adapter with this name
   * @throws IllegalStateException if there is none; the message lists the names that exist, and the
   *     artifact to add where styxcache publishes one
   */
  public static <S> S named(Class<S> service, Function<S, String> nameOf, String name) {
    List<String> names = new ArrayList<>();
    for (S candidate : ServiceLoader.load(service)) {
      if (nameOf.apply(candidate).equals(name)) {
        return candidate;
      }
      names.add(nameOf.apply(candidate));
    }
    throw new IllegalStateException(
        "there is no "
            + service.getSimpleName()
            + " named "
            + name
            + "; there is "
            + (names.isEmpty() ? "none at all" : String.join(", ", names))
            + "; "
            + remedy(service, name));
  }

  /**
   * Finds the only adapter of a type.
   *
   * @param <S> the kind of adapter
   * @param service the interface that it implements
   * @return the first adapter found
   * @throws IllegalStateException if there is none; the message names the artifact to add
   */
  public static <S> S only(Class<S> service) {
    return ServiceLoader.load(service)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "there is no " + service.getSimpleName() + "; " + remedy(service, "")));
  }

  private static String remedy(Class<?> service, String name) {
    String artifact = artifact(service, name);
    return artifact.isEmpty()
        ? "add the jar that provides it to the class path or module path"
        : add(artifact);
  }

  /**
   * The next step if an adapter that styxcache publishes is missing.
   *
   * @param service the interface that it implements
   * @param name its name
   * @return the artifact to add; empty if styxcache publishes no such adapter
   */
  public static Optional<String> remedyIfPublished(Class<?> service, String name) {
    String artifact = artifact(service, name);
    return artifact.isEmpty() ? Optional.empty() : Optional.of(add(artifact));
  }

  private static String add(String artifact) {
    return "add dev.styxcache:styxcache-" + artifact + " to the class path or module path";
  }

  private static String artifact(Class<?> service, String name) {
    return switch (service.getSimpleName() + " " + name) {
      case "StoreProvider fs", "LocalSharingProvider fs", "TreeCopier " -> "adapters-fs";
      case "HasherProvider ",
          "HasherProvider auto",
          "HasherProvider plain",
          "HasherProvider vector",
          "HasherProvider rctcwyvrn" ->
          "adapters-hash";
      case "RunnerProvider local",
          "RunnerProvider dry",
          "RunnerProvider docker",
          "RunnerProvider podman",
          "RunnerProvider singularity",
          "RunnerProvider apptainer" ->
          "adapters-runners";
      case "RemoteStoreProvider s3" -> "adapters-s3";
      case "ConfigurationProvider " -> "configuration";
      default -> "";
    };
  }
}
