package dev.styxcache.domain;

import java.util.Objects;
import java.util.Optional;

/**
 * Who a tool is, as its wrapper says.
 *
 * @param id identity of the wrapper, with its version: part of the key
 * @param name name of the tool within its package: part of the key
 * @param packageName name of the package, such as {@code fsl}: part of the key
 * @param containerImageTag the image that the wrapper was written for, where it names one; never
 *     part of the key as it stands, only through what an image digest resolver makes of it
 */
public record Metadata(
    String id, String name, String packageName, Optional<String> containerImageTag) {

  /** Checks that nothing is null. */
  public Metadata {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(packageName, "packageName");
    Objects.requireNonNull(containerImageTag, "containerImageTag");
  }

  /**
   * A tool without a container image.
   *
   * @param id identity of the wrapper
   * @param name name of the tool
   * @param packageName name of its package
   * @return the metadata
   */
  public static Metadata of(String id, String name, String packageName) {
    return new Metadata(id, name, packageName, Optional.empty());
  }

  /**
   * This tool in another container image.
   *
   * @param tag the image's tag
   * @return the metadata with it
   */
  public Metadata withImage(String tag) {
    return new Metadata(id, name, packageName, Optional.of(tag));
  }

  /**
   * The name by which users speak of a tool, and deny-lists name it.
   *
   * @return {@code package/name}
   */
  public String qualifiedName() {
    return packageName + "/" + name;
  }
}
