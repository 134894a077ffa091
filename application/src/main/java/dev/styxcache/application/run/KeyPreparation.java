package dev.styxcache.application.run;

import dev.styxcache.application.api.CachePolicy;
import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.ImageDigestResolver;
import dev.styxcache.application.api.InvalidInputException;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.ContentHasher.HashedContent;
import dev.styxcache.application.spi.ContentWatch;
import dev.styxcache.application.spi.RunRecord.MutableInput;
import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.key.ImageDigest;
import dev.styxcache.domain.key.InputRecord;
import dev.styxcache.domain.key.KeyPayload;
import dev.styxcache.domain.key.PathText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Gathers what a key is made of, and makes it: inputs are declared first, and digested when the
 * payload is asked for. For one thread and one run.
 */
public final class KeyPreparation {

  /** What Java makes of bytes that are not valid Unicode: all of them alike. */
  private static final char NOT_UNICODE = '\uFFFD';

  private final Metadata metadata;
  private final Runner runner;
  private final String image;
  private final CachePolicy policy;
  private final ContentHasher hasher;
  private final ImageDigestResolver images;
  private final Path workingDirectory;

  private final List<Declared> declared = new ArrayList<>();
  private Optional<Map<String, ?>> params = Optional.empty();
  private Optional<KeyPayload> payload = Optional.empty();
  private List<HashedContent> hashed = List.of();
  private Optional<String> imageCaution = Optional.empty();

  /**
   * Begins to make the key of a run. {@link CachingRunner#prepare} does the same for a runner that
   * there is already; this needs no store.
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
    this.metadata = metadata;
    this.runner = runner;
    this.image = runner.effectiveImage(metadata);
    this.policy = policy;
    this.hasher = hasher;
    this.images = images;
    this.workingDirectory = workingDirectory;
  }

  /** An input as it was declared; {@code path} is absolute, {@code text} is as it was written. */
  private record Declared(String text, Path path, boolean resolveParent, boolean mutable) {
    Path hashedPath() {
      Path parent = path.getParent();
      return resolveParent && parent != null ? parent : path;
    }

    String name() {
      String normal = PathText.normalForm(text);
      return normal.substring(normal.lastIndexOf('/') + 1);
    }
  }

  /**
   * Declares an input.
   *
   * @param hostFile the file or directory; a relative path is looked up below the working
   *     directory, and enters the key as it is written
   * @param resolveParent whether the whole parent directory is the input
   * @param mutable whether the tool may write to it
   * @throws IllegalStateException if the payload was made already
   */
  public void inputFile(Path hostFile, boolean resolveParent, boolean mutable) {
    requireOpen("an input (" + hostFile + ")");
    String text = hostFile.toString();
    Path normal = hostFile.getFileSystem().getPath(PathText.normalForm(text));
    Path absolute = normal.isAbsolute() ? normal : workingDirectory.resolve(normal.toString());
    if (resolveParent && (normal.endsWith("..") || absolute.getParent() == null)) {
      throw new InvalidInputException(
          "the input " + hostFile + " has no parent directory to mount; name a file in it");
    }
    declared.add(new Declared(text, absolute, resolveParent, mutable));
  }

  /**
   * Declares the parameters. A later call replaces an earlier one.
   *
   * @param values the parameters by name
   * @throws IllegalStateException if the payload was made already
   */
  public void params(Map<String, ?> values) {
    requireOpen("the parameters");
    params = Optional.of(values);
  }

  /**
   * Makes the payload, digesting the inputs; at the second call it is the same one.
   *
   * @return the payload
   * @throws InvalidInputException if an input cannot be digested
   * @throws CacheUnavailableException if the image's digest cannot be found out
   */
  public KeyPayload payload() {
    if (payload.isEmpty()) {
      // The image first: where it is not known, no input needs to be read.
      ImageDigest digest = imageDigest();
      hashed = hashInputs();
      payload =
          Optional.of(
              new KeyPayload(
                  metadata, digest, environment(), policy.extra(), inputRecords(), params));
    }
    return payload.get();
  }

  /** Why the image's digest may stand for several images. To be called after {@link #payload}. */
  Optional<String> imageCaution() {
    return imageCaution;
  }

  /**
   * What notices changes of the inputs that the tool must not change. To be called after {@link
   * #payload}.
   */
  List<ContentWatch> immutableInputs() {
    return watches(false);
  }

  /**
   * What notices changes of the inputs that the tool may change. To be called after {@link
   * #payload}.
   */
  List<ContentWatch> mutableInputWatches() {
    return watches(true);
  }

  /**
   * The mutable inputs by their place in the order of declaration. To be called after {@link
   * #payload}.
   */
  Map<Integer, MutableInput> mutableInputs() {
    Map<Integer, MutableInput> mutable = new TreeMap<>();
    for (int i = 0; i < declared.size(); i++) {
      if (declared.get(i).mutable()) {
        mutable.put(i, new MutableInput(declared.get(i).hashedPath(), hashed.get(i).hash()));
      }
    }
    return mutable;
  }

  private List<ContentWatch> watches(boolean mutable) {
    List<ContentWatch> watches = new ArrayList<>();
    for (int i = 0; i < declared.size(); i++) {
      if (declared.get(i).mutable() == mutable) {
        watches.add(hashed.get(i).watch());
      }
    }
    return watches;
  }

  private void requireOpen(String what) {
    if (payload.isPresent()) {
      throw new IllegalStateException(
          what
              + " was declared after an output or the run, when the cache key was made already; declare inputs and"
              + " parameters of "
              + metadata.qualifiedName()
              + " first");
    }
  }

  private ImageDigest imageDigest() {
    ImageDigestResolver.Resolution resolution = images.resolve(image);
    if (resolution instanceof ImageDigestResolver.Resolution.Resolved resolved) {
      imageCaution = resolved.caution();
      return resolved.digest();
    }
    String reason = ((ImageDigestResolver.Resolution.Unresolved) resolution).reason();
    throw new CacheUnavailableException(
        "the digest of the image "
            + image
            + " of "
            + metadata.qualifiedName()
            + " cannot be found out: "
            + reason);
  }

  /** One path is digested once, however often it is declared. */
  private List<HashedContent> hashInputs() {
    Set<Path> paths = new LinkedHashSet<>();
    declared.forEach(input -> paths.add(input.hashedPath()));
    List<Path> distinct = List.copyOf(paths);
    List<HashedContent> contents = hasher.hash(distinct);
    Map<Path, HashedContent> byPath = new LinkedHashMap<>();
    for (int i = 0; i < distinct.size(); i++) {
      byPath.put(distinct.get(i), contents.get(i));
    }
    List<HashedContent> inOrder = new ArrayList<>();
    for (Declared input : declared) {
      HashedContent content = byPath.get(input.hashedPath());
      if (content == null) {
        throw new IllegalStateException("the hasher gave no digest for " + input.hashedPath());
      }
      inOrder.add(content);
    }
    return inOrder;
  }

  private List<InputRecord> inputRecords() {
    List<InputRecord> records = new ArrayList<>();
    for (int i = 0; i < declared.size(); i++) {
      Declared input = declared.get(i);
      boolean named = input.resolveParent() || policy.inputNames();
      records.add(
          new InputRecord(
              input.text(),
              hashed.get(i).hash(),
              input.mutable(),
              input.resolveParent(),
              named ? Optional.of(input.name()) : Optional.empty()));
    }
    return records;
  }

  private Map<String, String> environment() {
    Map<String, String> values = new LinkedHashMap<>();
    for (String name : policy.envAllowlist()) {
      String value = runner.environment().apply(name).orElse("");
      if (value.indexOf(NOT_UNICODE) >= 0) {
        throw new CacheUnavailableException(
            "the variable "
                + name
                + " is part of the key, and its value is not valid Unicode, so that it cannot be told from others;"
                + " give it another value, or take it off the allow-list");
      }
      values.put(name, value);
    }
    return values;
  }
}
