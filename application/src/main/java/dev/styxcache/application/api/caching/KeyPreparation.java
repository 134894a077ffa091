package dev.styxcache.application.api.caching;

import dev.styxcache.application.api.CachePolicy;
import dev.styxcache.application.api.ImageDigestResolver;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.run.KeyMaker;
import dev.styxcache.application.run.KeyedRun;
import dev.styxcache.application.run.RunDeclaration;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.key.KeyPayload;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the key of a run without executing it. Declare inputs and parameters first; {@link
 * #payload} digests them. For one run; not thread-safe.
 */
public final class KeyPreparation {

  private final RunDeclaration declared;
  private final KeyMaker keys;
  private @Nullable KeyedRun keyed;

  KeyPreparation(Metadata metadata, KeyMaker keys, Path workingDirectory) {
    this.declared = new RunDeclaration(metadata, workingDirectory);
    this.keys = keys;
  }

  /**
   * Starts making the key of a run. Needs no store, in contrast to {@link CachingRunner#prepare}.
   *
   * @param metadata the tool
   * @param runner would run the tool; its image and environment are part of the key
   * @param policy what is part of the key
   * @param hasher digests the inputs
   * @param images resolves the image
   * @param workingDirectory where relative paths of inputs start, absolute
   */
  public KeyPreparation(
      Metadata metadata,
      Runner runner,
      CachePolicy policy,
      ContentHasher hasher,
      ImageDigestResolver images,
      Path workingDirectory) {
    this(metadata, new KeyMaker(runner, policy, hasher, images), workingDirectory);
  }

  /**
   * Declares an input.
   *
   * @param hostFile the file or directory; a relative path is looked up below the working
   *     directory, and enters the key as it is written
   * @param resolveParent whether the whole parent directory is the input
   * @param mutable whether the tool writes to a copy of it
   * @throws dev.styxcache.application.api.InvalidInputException if it has no parent that could be
   *     the input
   * @throws IllegalStateException if the payload was made already
   */
  public void inputFile(Path hostFile, boolean resolveParent, boolean mutable) {
    RunDeclaration.Input given = declared.input(hostFile, resolveParent, mutable);
    RunDeclaration.Input input =
        keys.locate(given.path(), resolveParent || mutable).map(given::at).orElse(given);
    declared.add(input, hostFile.toString());
  }

  /**
   * Declares the tool's standard input.
   *
   * @param file a file with the content, absolute
   * @throws IllegalStateException if the payload was made already
   */
  public void standardInput(Path file) {
    declared.standardInput(file);
  }

  /**
   * Declares the parameters. A later call replaces an earlier one.
   *
   * @param values the parameters by name
   * @throws IllegalStateException if the payload was made already
   */
  public void params(Map<String, ?> values) {
    declared.params(values, values);
  }

  /**
   * Makes the payload by digesting the inputs. Later calls return the same payload.
   *
   * @return the payload
   * @throws dev.styxcache.application.api.InvalidInputException if an input cannot be digested
   * @throws dev.styxcache.application.api.CacheUnavailableException if the image's digest cannot be
   *     resolved
   */
  public KeyPayload payload() {
    if (keyed == null) {
      keyed = keys.key(declared);
    }
    return keyed.payload();
  }
}
