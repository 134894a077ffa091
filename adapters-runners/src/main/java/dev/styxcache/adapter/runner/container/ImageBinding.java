package dev.styxcache.adapter.runner.container;

import java.util.Optional;

/** The image that one run uses. For one thread. */
public interface ImageBinding {

  /**
   * What the engine is told to run. Asked for once, just before the run.
   *
   * @return a tag, an image's id, or a path
   */
  String reference();

  /**
   * Whether the image may have been replaced. Asked for after the run.
   *
   * @return why, for people
   */
  Optional<String> findChange();

  /**
   * An image that the engine itself holds the run to.
   *
   * @param reference what the engine is told
   * @return the binding
   */
  static ImageBinding to(String reference) {
    return new ImageBinding() {
      @Override
      public String reference() {
        return reference;
      }

      @Override
      public Optional<String> findChange() {
        return Optional.empty();
      }
    };
  }
}
