package dev.styxcache.application.api;

import dev.styxcache.domain.Metadata;

/**
 * Runs tools: as processes of this machine, in containers, or not at all. The interface is that of
 * Styx, so that generated wrappers work with any of them.
 *
 * <p>Safe for use by many threads; each {@link Execution} belongs to one.
 */
public interface Runner {

  /**
   * Begins a run of a tool. Nothing is started and nothing is created on disk until {@link
   * Execution#run}.
   *
   * @param metadata the tool
   * @return the run, to which inputs and outputs are declared before it is carried out
   */
  Execution startExecution(Metadata metadata);

  /**
   * The container image that a run of this tool would really use, after any override. It is this
   * image whose digest enters the key.
   *
   * @param metadata the tool
   * @return the tag, or the empty string where the tool has none
   */
  default String effectiveImage(Metadata metadata) {
    return metadata.containerImageTag().orElse("");
  }
}
