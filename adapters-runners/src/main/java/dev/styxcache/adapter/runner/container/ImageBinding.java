package dev.styxcache.adapter.runner.container;

import java.util.Optional;

/** Pins one run to an image. For one thread. */
public interface ImageBinding {

  /**
   * The image that the engine runs. Called once, just before the run.
   *
   * @return a tag, an image's id, or a path
   */
  String reference();

  /**
   * Whether the image may have been replaced. Called after the run.
   *
   * @return why, for people; empty where it was not
   */
  Optional<String> findChange();

  /**
   * A reference that needs no check afterwards.
   *
   * @param reference the image in the engine's form
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
