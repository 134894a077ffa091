package dev.styxcache.tools;

import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.json.Json;
import dev.styxcache.tools.bind.Binder;
import dev.styxcache.tools.bind.BoundCall;
import dev.styxcache.tools.bind.InputPlacement;
import dev.styxcache.tools.bind.NamelessObjects;
import dev.styxcache.tools.bind.RefusedCallException;
import dev.styxcache.tools.model.Tool;
import dev.styxcache.tools.validate.Fault;
import dev.styxcache.tools.validate.FileProbe;
import dev.styxcache.tools.validate.Validator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A tool, and the descriptor that it was read from. Immutable, so safe for use by many threads.
 *
 * @param packageName its package, such as {@code fsl}
 * @param tool what the descriptor says
 * @param digest SHA-256 of the descriptor's bytes, in lower-case hex
 * @param image the container image, if the descriptor or the package's version names one
 */
public record DescribedTool(String packageName, Tool tool, String digest, Optional<String> image) {

  /**
   * Number of digits of the digest in the id. Sixteen are 64 bits: two descriptors of one tool have
   * the same ones by accident in one of 10^19 cases.
   */
  private static final int DIGITS_IN_ID = 16;

  /**
   * Makes a tool of a descriptor's bytes.
   *
   * @param packageName its package
   * @param format the descriptor's format
   * @param descriptor the descriptor
   * @param json parses JSON
   * @param image the image of the package's version, if it names one
   * @return the tool
   * @throws IllegalArgumentException if it is no descriptor of this format
   */
  public static DescribedTool of(
      String packageName,
      DescriptorFormat format,
      byte[] descriptor,
      JsonReader json,
      Optional<String> image) {
    Tool tool = format.read(json.read(descriptor));
    return new DescribedTool(packageName, tool, sha256(descriptor), tool.image().or(() -> image));
  }

  /** Package of a descriptor that is in no catalogue. */
  private static final String LOCAL_PACKAGE = "local";

  /**
   * Makes a tool of a descriptor that is in no catalogue, of any format.
   *
   * @param descriptor the descriptor
   * @param json parses JSON
   * @return the tool, whose package is {@code local}
   * @throws IllegalArgumentException if it is no descriptor
   */
  public static DescribedTool alone(byte[] descriptor, JsonReader json) {
    DescriptorFormat format =
        DescriptorFormat.of(json.read(descriptor))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "it is no descriptor of a tool: it has no \"command-line\", and is not of"
                            + " Workbench, MRtrix or argdump"));
    return of(LOCAL_PACKAGE, format, descriptor, json, Optional.empty());
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /**
   * The name of the tool, which is the {@code @type} of its dictionaries of parameters.
   *
   * @return for example {@code fsl/bet}
   */
  public String name() {
    return packageName + "/" + tool.id();
  }

  /**
   * The id in the metadata, and so in the key, of a call: {@code <plain name>.<digits>}, the first
   * 16 hex digits of the descriptor's SHA-256. A changed descriptor has other keys.
   *
   * <p>If a later version of this module makes another command line of the same descriptor and
   * parameters, this must change as well.
   *
   * @return for example {@code bet.0123456789abcdef}
   */
  public String id() {
    return tool.id() + "." + digest.substring(0, DIGITS_IN_ID);
  }

  /**
   * The metadata of a call.
   *
   * @return id, title, package and image
   */
  public Metadata metadata() {
    return new Metadata(id(), tool.title(), packageName, image);
  }

  /**
   * What is said about citations, which is part of a call's metadata for users to read.
   *
   * @return the citations
   */
  public List<String> citations() {
    return tool.docs().citations();
  }

  /**
   * Begins a call.
   *
   * @param name name of a parameter
   * @param value its value, as {@link ToolCall#with} takes it
   * @return the call, to which more parameters can be added
   */
  public ToolCall with(String name, @Nullable Object value) {
    return call().with(name, value);
  }

  /**
   * Begins a call without parameters.
   *
   * @return the call
   */
  public ToolCall call() {
    return new ToolCall(this);
  }

  /**
   * Finds all faults of parameters.
   *
   * @param parameters the parameters by name
   * @param files checks input files
   * @return the faults; none if the tool can be called so
   */
  public List<Fault> faults(Json.Obj parameters, FileProbe files) {
    Json.Obj named = NamelessObjects.renamed(tool.parameters(), parameters);
    return Validator.validate(name(), tool, named, files);
  }

  /**
   * Checks parameters and binds them.
   *
   * @param parameters the parameters by name
   * @param placement says which path each input has for the tool
   * @param files checks input files
   * @return the call
   * @throws dev.styxcache.tools.bind.RefusedCallException if the tool cannot be called so
   */
  public BoundCall bind(Json.Obj parameters, InputPlacement placement, FileProbe files) {
    Json.Obj named = NamelessObjects.renamed(tool.parameters(), parameters);
    Validator.require(name(), tool, named, files);
    return Binder.bind(tool, named, placement);
  }

  /**
   * The parameters of a call for its key: with {@code @type}, without nulls, under the names of the
   * descriptor, so that equal calls have equal parameters.
   *
   * @param parameters the parameters by name
   * @return maps, lists, texts, numbers and truth values
   */
  public Map<String, Object> keyParameters(Json.Obj parameters) {
    Map<String, Object> plain =
        PlainValues.of(NamelessObjects.renamed(tool.parameters(), parameters));
    plain.put(Validator.TYPE, name());
    return plain;
  }

  /**
   * Refuses a runner whose tools would not see the variables that the descriptor asks for.
   *
   * @param environment the variables that tools see, by name
   * @throws RefusedCallException if one is missing or has another value
   */
  public void requireEnvironment(Function<String, Optional<String>> environment) {
    tool.environment()
        .forEach(
            (variable, value) -> {
              if (!environment.apply(variable).equals(Optional.of(value))) {
                throw new RefusedCallException(
                    "the descriptor of "
                        + name()
                        + " needs the environment variable "
                        + variable
                        + "="
                        + value
                        + "; give it to the runner, such as by environ in the section [runner]");
              }
            });
  }
}
