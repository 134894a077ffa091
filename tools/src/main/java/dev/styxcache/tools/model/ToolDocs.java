package dev.styxcache.tools.model;

import java.util.List;
import java.util.Optional;

/**
 * What a descriptor says about a tool, for help texts and for the metadata of a call.
 *
 * @param title the tool's title; the {@code name} in a call's metadata
 * @param description what it does
 * @param authors who wrote it
 * @param citations the literature to cite
 * @param urls where its documentation is
 * @param version the version that was described
 */
public record ToolDocs(
    Optional<String> title,
    Optional<String> description,
    List<String> authors,
    List<String> citations,
    List<String> urls,
    Optional<String> version) {

  /** A descriptor that says nothing. */
  public static final ToolDocs NONE =
      new ToolDocs(
          Optional.empty(), Optional.empty(), List.of(), List.of(), List.of(), Optional.empty());

  /** Copies the lists. */
  public ToolDocs {
    authors = List.copyOf(authors);
    citations = List.copyOf(citations);
    urls = List.copyOf(urls);
  }
}
