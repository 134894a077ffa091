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

/** The adapters on the class path, by the names that configuration has for them. */
public final class Adapters {

  private Adapters() {}

  /**
   * Finds a kind of runner.
   *
   * @param name its name
   * @param origin where the name came from
   * @return what makes runners of this kind
   * @throws InvalidConfigurationException if there is none of this name; the message has the names
   *     that there are
   */
  public static RunnerProvider runner(String name, String origin) {
    return named(RunnerProvider.class, RunnerProvider::name, "runner", name, origin);
  }

  /**
   * Finds a type of local store.
   *
   * @param type its name
   * @return what opens stores of this type, where there is such a type
   */
  public static Optional<StoreProvider> store(String type) {
    return find(StoreProvider.class, StoreProvider::type, type);
  }

  /**
   * Finds a type of remote store.
   *
   * @param type its name
   * @return what opens stores of this type, where there is such a type
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
   * That there is no type of store of a name.
   *
   * @param type the name
   * @param origin where it came from
   * @return the failure; the message has the names that there are
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
   * @return what makes hashers of this implementation
   * @throws InvalidConfigurationException if there is none of this name; the message has the names
   *     that there are
   */
  public static HasherProvider hasher(String name, String origin) {
    return named(
        HasherProvider.class, HasherProvider::name, "implementation of hashing", name, origin);
  }

  /**
   * The kinds of runners that there are.
   *
   * @return their names, sorted
   */
  public static Set<String> runnerNames() {
    return names(RunnerProvider.class, RunnerProvider::name);
  }

  /**
   * The kinds of runners that there are.
   *
   * @return what makes them, in no certain order
   */
  public static List<RunnerProvider> runners() {
    return ServiceLoader.load(RunnerProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  /**
   * The types of stores that there are, local and remote ones.
   *
   * @return their names, sorted
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

  /** The first of a name wins; the search ends there, since each further one costs its loading. */
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
