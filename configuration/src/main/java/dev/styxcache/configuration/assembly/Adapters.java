package dev.styxcache.configuration.assembly;

import dev.styxcache.application.api.InvalidConfigurationException;
import dev.styxcache.application.services.Services;
import dev.styxcache.application.spi.HasherProvider;
import dev.styxcache.application.spi.RemoteStoreProvider;
import dev.styxcache.application.spi.RunnerProvider;
import dev.styxcache.application.spi.StoreProvider;
import dev.styxcache.domain.text.NearestName;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Finds adapters through ServiceLoader, by the names that a configuration has for them. */
public final class Adapters {

  private Adapters() {}

  /**
   * Finds a kind of runner.
   *
   * @param name its name
   * @param origin where the name came from
   * @return the provider of this kind
   * @throws InvalidConfigurationException if there is none of this name; the message lists the
   *     names that exist
   */
  public static RunnerProvider runner(String name, String origin) {
    return named(RunnerProvider.class, RunnerProvider::name, "runner", name, origin);
  }

  /**
   * Finds a type of local store.
   *
   * @param type its name
   * @return the provider of this type; empty if there is none
   */
  public static Optional<StoreProvider> store(String type) {
    return find(StoreProvider.class, StoreProvider::type, type);
  }

  /**
   * Finds a type of remote store.
   *
   * @param type its name
   * @return the provider of this type; empty if there is none
   */
  public static Optional<RemoteStoreProvider> remote(String type) {
    return find(RemoteStoreProvider.class, RemoteStoreProvider::type, type);
  }

  private static <S> Optional<S> find(Class<S> service, Function<S, String> nameOf, String name) {
    for (S candidate : ServiceLoader.load(service)) {
      if (nameOf.apply(candidate).equals(name)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /**
   * The error for a type of store that does not exist.
   *
   * @param type the name
   * @param origin where it came from
   * @return the error; the message lists the names that exist
   */
  public static InvalidConfigurationException noStore(String type, String origin) {
    Class<?> service = type.equals("fs") ? StoreProvider.class : RemoteStoreProvider.class;
    return none("store", service, type, origin, storeTypes());
  }

  /**
   * Finds an implementation of hashing.
   *
   * @param name its name
   * @param origin where the name came from
   * @return the provider of this implementation
   * @throws InvalidConfigurationException if there is none of this name; the message lists the
   *     names that exist
   */
  public static HasherProvider hasher(String name, String origin) {
    return named(
        HasherProvider.class, HasherProvider::name, "implementation of hashing", name, origin);
  }

  /**
   * The names of all kinds of runners.
   *
   * @return the names, sorted
   */
  public static Set<String> runnerNames() {
    return names(RunnerProvider.class, RunnerProvider::name);
  }

  /**
   * All kinds of runners.
   *
   * @return their providers, in no defined order
   */
  public static List<RunnerProvider> runners() {
    return ServiceLoader.load(RunnerProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  /**
   * The names of all types of stores, local and remote.
   *
   * @return the names, sorted
   */
  public static Set<String> storeTypes() {
    Set<String> types = names(StoreProvider.class, StoreProvider::type);
    types.addAll(names(RemoteStoreProvider.class, RemoteStoreProvider::type));
    return types;
  }

  /**
   * The tables of the configuration that belong to adapters.
   *
   * @return such as {@code store.fs} and {@code runner.docker}
   */
  public static Set<String> tables() {
    Set<String> tables = new TreeSet<>();
    storeTypes().forEach(type -> tables.add("store." + type));
    runnerNames().forEach(name -> tables.add("runner." + name));
    return tables;
  }

  private static <S> Set<String> names(Class<S> service, Function<S, String> nameOf) {
    Set<String> names = new TreeSet<>();
    ServiceLoader.load(service).forEach(found -> names.add(nameOf.apply(found)));
    return names;
  }

  /** Stops at the first match: each further provider takes time to load. */
  private static <S> S named(
      Class<S> service, Function<S, String> nameOf, String kind, String name, String origin) {
    Map<String, S> others = new TreeMap<>();
    for (S candidate : ServiceLoader.load(service)) {
      if (nameOf.apply(candidate).equals(name)) {
        return candidate;
      }
      others.put(nameOf.apply(candidate), candidate);
    }
    throw none(kind, service, name, origin, others.keySet());
  }

  private static InvalidConfigurationException none(
      String kind, Class<?> service, String name, String origin, Collection<String> others) {
    return new InvalidConfigurationException(
        "there is no "
            + kind
            + " named \""
            + name
            + "\" ("
            + origin
            + "); there is "
            + (others.isEmpty() ? "none at all" : String.join(", ", others))
            + NearestName.of(name, others)
                .map(nearest -> ", and the nearest is \"" + nearest + "\"")
                .orElse("")
            + Services.remedyIfPublished(service, name).map("; "::concat).orElse(""));
  }
}
