package dev.styxcache.application.services;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Function;

/** Finds adapters on the class path, so that a new one is a jar and a name. */
public final class Services {

  private Services() {}

  /**
   * Finds the adapter of a name.
   *
   * @param <S> the kind of adapter
   * @param service the interface that it implements
   * @param nameOf tells an adapter's name
   * @param name the name that is looked for
   * @return the first with this name
   * @throws IllegalStateException if there is none; the message has the names that there are
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
            + " on the class path; there is "
            + (names.isEmpty() ? "none at all" : String.join(", ", names)));
  }

  /**
   * Finds an adapter of which there is one.
   *
   * @param <S> the kind of adapter
   * @param service the interface that it implements
   * @return the first that is found
   * @throws IllegalStateException if there is none
   */
  public static <S> S only(Class<S> service) {
    return ServiceLoader.load(service)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "there is no " + service.getSimpleName() + " on the class path"));
  }
}
