package dev.styxcache.application.run;

import dev.styxcache.application.api.CachePolicy;
import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.ImageDigestResolver;
import dev.styxcache.application.api.ImageDigestResolver.Resolution;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.run.RunDeclaration.Input;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.ContentHasher.HashedContent;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.key.InputRecord;
import dev.styxcache.domain.key.KeyPayload;
import dev.styxcache.domain.key.RunnerInfluence;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the key of a declared run: resolves the image, digests the inputs, and collects variables
 * and parameters into the payload. Thread-safe.
 */
public final class KeyMaker {

  /** The character that Java substitutes for all bytes that are not valid Unicode. */
  private static final char NOT_UNICODE = '\uFFFD';

  private final Runner base;
  private final CachePolicy policy;
  private final ContentHasher hasher;
  private final ImageDigestResolver images;

  /**
   * Creates a key maker for one runner.
   *
   * @param base runs the tools, and determines their images and environment
   * @param policy what is part of the key
   * @param hasher digests the inputs
   * @param images resolves images
   */
  public KeyMaker(
      Runner base, CachePolicy policy, ContentHasher hasher, ImageDigestResolver images) {
    this.base = base;
    this.policy = policy;
    this.hasher = hasher;
    this.images = images;
  }

  /**
   * Makes the key. Afterwards the declaration accepts no further inputs or parameters.
   *
   * @param run the declared run
   * @return the run with its key
   * @throws dev.styxcache.application.api.InvalidInputException if an input cannot be digested
   * @throws CacheUnavailableException if the image's digest cannot be resolved, or a variable of
   *     the key is not valid Unicode
   */
  public KeyedRun key(RunDeclaration run) {
    run.close();
    // The image first: if it cannot be resolved, no input needs to be read.
    Resolution.Resolved resolved = resolve(run, base.effectiveImage(run.metadata()));
    List<Input> all = new ArrayList<>(run.inputs());
    run.standardInput().ifPresent(all::add);
    List<HashedContent> contents = digest(all);
    KeyPayload payload =
        new KeyPayload(
            run.metadata(),
            resolved.digest(),
            environment(),
            policy.extra(),
            records(run, contents),
            run.params(),
            influence(),
            run.standardInput().map(last -> contents.get(contents.size() - 1).hash()));
    String text = payload.canonicalText();
    CacheKey key = CacheKey.ofCanonicalText(text);
    return new KeyedRun(key, payload, text, contents, run.copies(), resolved.caution());
  }

  /**
   * The path by which an input is digested and given to the tool, with its directories resolved.
   *
   * @param input the absolute path of an input
   * @param keepName whether a link to a directory at the last name stays, too
   * @return the path; empty if it cannot be resolved
   */
  public Optional<Path> locate(Path input, boolean keepName) {
    return hasher.locate(input, keepName);
  }

  /** When a file was changed last; empty if nothing is there. */
  Optional<Instant> changed(Path path) {
    return hasher.changed(path);
  }

  private Resolution.Resolved resolve(RunDeclaration run, String image) {
    Resolution resolution = images.resolve(image);
    if (resolution instanceof Resolution.Resolved resolved) {
      return resolved;
    }
    throw new CacheUnavailableException(
        "the digest of the image "
            + image
            + " of "
            + run.metadata().qualifiedName()
            + " cannot be resolved: "
            + ((Resolution.Unresolved) resolution).reason());
  }

  /** Digests each path once, even if it is declared several times. */
  private List<HashedContent> digest(List<Input> inputs) {
    Map<Path, Integer> positions = new LinkedHashMap<>();
    for (Input input : inputs) {
      positions.putIfAbsent(input.hashedPath(), positions.size());
    }
    List<HashedContent> distinct = hasher.hash(List.copyOf(positions.keySet()));
    List<HashedContent> contents = new ArrayList<>(inputs.size());
    for (Input input : inputs) {
      contents.add(distinct.get(positions.getOrDefault(input.hashedPath(), -1)));
    }
    return contents;
  }

  private List<InputRecord> records(RunDeclaration run, List<HashedContent> contents) {
    List<Input> inputs = run.inputs();
    boolean allNamed = policy.inputNames() || run.areInputNamesInKey();
    List<InputRecord> records = new ArrayList<>(inputs.size());
    for (int i = 0; i < inputs.size(); i++) {
      Input input = inputs.get(i);
      boolean named = input.resolveParent() || input.mutable() || allNamed;
      Optional<String> copy = run.copyOf(input);
      records.add(
          new InputRecord(
              input.hostFile().toString(),
              contents.get(i).hash(),
              input.mutable(),
              input.resolveParent(),
              named ? Optional.of(input.name()) : Optional.empty(),
              copy.isPresent() && !copy.get().equals(input.name()) ? copy : Optional.empty()));
    }
    return records;
  }

  private Map<String, String> environment() {
    Map<String, String> values = new LinkedHashMap<>();
    for (String name : policy.envAllowlist()) {
      String value = base.environment().apply(name).orElse("");
      requireUnicode(name, value);
      values.put(name, value);
    }
    return values;
  }

  /**
   * What the runner adds, without the arguments that cannot matter, and the listed variables that
   * are set to the empty text: the member {@code env}, which is Python's, has the empty text for
   * one that is not set.
   */
  private RunnerInfluence influence() {
    RunnerInfluence added = base.influence(policy.envAllowlist());
    Map<String, String> environ = new LinkedHashMap<>(added.environ());
    for (String name : policy.envAllowlist()) {
      Optional<String> value = base.environment().apply(name);
      if (value.isPresent() && value.get().isEmpty()) {
        environ.putIfAbsent(name, "");
      }
    }
    for (Map.Entry<String, String> variable : environ.entrySet()) {
      requireUnicode(variable.getKey(), variable.getValue());
    }
    List<String> arguments = new ArrayList<>(added.arguments().size());
    for (String argument : added.arguments()) {
      if (!isUnkeyed(argument)) {
        arguments.add(argument);
      }
    }
    return new RunnerInfluence(environ, arguments);
  }

  private boolean isUnkeyed(String argument) {
    int equals = argument.indexOf('=');
    return policy.unkeyedArguments().contains(argument)
        || (equals > 0
            && argument.startsWith("-")
            && policy.unkeyedArguments().contains(argument.substring(0, equals)));
  }

  private static void requireUnicode(String name, String value) {
    if (value.indexOf(NOT_UNICODE) >= 0) {
      throw new CacheUnavailableException(
          "the variable "
              + name
              + " is part of the key, and its value is not valid Unicode, so that it cannot be"
              + " told from others; give it another value, or take it off the allow-list");
    }
  }
}
