package dev.styxcache.domain;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The identity of a tool, as its wrapper states it. Immutable.
 *
 * @param id identity of the wrapper, with its version: part of the key
 * @param name name of the tool within its package: part of the key
 * @param packageName name of the package, such as {@code fsl}: part of the key
 * @param citations what to cite when the tool is used, such as DOIs; never part of the key
 * @param containerImageTag the image that the wrapper was written for, where it names one; never
 *     part of the key as it stands, only through what an image digest resolver makes of it
 */
public record Metadata(
    String id,
    String name,
    String packageName,
    List<String> citations,
    Optional<String> containerImageTag) {

  /** Copies the citations, and checks that nothing is null. */
  public Metadata {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(packageName, "packageName");
    citations = List.copyOf(citations);
    Objects.requireNonNull(containerImageTag, "containerImageTag");
  }

  /**
   * A tool without citations.
   *
   * @param id identity of the wrapper
   * @param name name of the tool
   * @param packageName name of its package
   * @param containerImageTag its container image
   */
  public Metadata(String id, String name, String packageName, Optional<String> containerImageTag) {
    this(id, name, packageName, List.of(), containerImageTag);
  }

  /**
   * A tool without citations and container image.
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
   * Begins to describe a tool.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /** Builds metadata. For one thread. */
  public static final class Builder {

    private Optional<String> id = Optional.empty();
    private Optional<String> name = Optional.empty();
    private Optional<String> packageName = Optional.empty();
    private List<String> citations = List.of();
    private Optional<String> containerImageTag = Optional.empty();

    private Builder() {}

    /**
     * Sets the identity of the wrapper. Required.
     *
     * @param value identity and version, such as {@code bet.v2}
     * @return this builder
     */
    public Builder id(String value) {
      id = Optional.of(value);
      return this;
    }

    /**
     * Sets the name of the tool. Required.
     *
     * @param value the name, such as {@code bet}
     * @return this builder
     */
    public Builder name(String value) {
      name = Optional.of(value);
      return this;
    }

    /**
     * Sets the package of the tool. Required.
     *
     * @param value the name of the package, such as {@code fsl}
     * @return this builder
     */
    public Builder packageName(String value) {
      packageName = Optional.of(value);
      return this;
    }

    /**
     * Sets what to cite.
     *
     * @param value the citations, such as DOIs; none by default
     * @return this builder
     */
    public Builder citations(List<String> value) {
      citations = List.copyOf(value);
      return this;
    }

    /**
     * Sets the container image.
     *
     * @param tag the image's tag; none by default
     * @return this builder
     */
    public Builder containerImageTag(String tag) {
      containerImageTag = Optional.of(tag);
      return this;
    }

    /**
     * Builds the metadata.
     *
     * @return the metadata
     * @throws IllegalStateException if the id, the name or the package is missing; the message
     *     names it
     */
    public Metadata build() {
      return new Metadata(
          required(id, "id"),
          required(name, "name"),
          required(packageName, "packageName"),
          citations,
          containerImageTag);
    }

    private static String required(Optional<String> value, String field) {
      return value.orElseThrow(
          () -> new IllegalStateException("metadata of a tool need its " + field + "; set it"));
    }
  }

  /**
   * This tool in another container image.
   *
   * @param tag the image's tag
   * @return the metadata with it
   */
  public Metadata withImage(String tag) {
    return new Metadata(id, name, packageName, citations, Optional.of(tag));
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
