package dev.styxcache.cli.call;

import dev.styxcache.cli.failure.UsageException;
import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.key.PathText;
import dev.styxcache.json.JsonReader;
import dev.styxcache.json.MalformedJsonException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parses the values of options for inputs, parameters and tools. */
public final class OptionSyntax {

  /** Name of the parameter with the command. */
  public static final String COMMAND = "command";

  /** Name of the parameter with the digest of the executable. */
  public static final String EXECUTABLE = "executable";

  /** Name of the parameter with the digest of the executable's {@code pyvenv.cfg}. */
  public static final String ENVIRONMENT = "pyvenv_cfg";

  /** Package of tools without {@code --tool}. */
  private static final String LOCAL_PACKAGE = "local";

  private OptionSyntax() {}

  /**
   * Parses {@code [NAME=]PATH}. The text before the first {@code =} is a name if it consists of
   * ASCII letters, digits and underscores and does not begin with a digit, whatever files exist; a
   * path that looks so is written with {@code ./} before it.
   *
   * @param option the option's name, for messages
   * @param text the value of the option
   * @param resolveParent whether the tool needs the whole parent directory
   * @param mutable whether the tool writes to a copy of it
   * @return the input
   * @throws UsageException if there is no path
   */
  public static CallInput input(
      String option, String text, boolean resolveParent, boolean mutable) {
    int name = nameLength(text);
    String path = name > 0 ? text.substring(name + 1) : text;
    if (path.isEmpty()) {
      throw new UsageException("option " + option + " has no path; write [NAME=]PATH");
    }
    return new CallInput(
        path,
        name > 0 ? Optional.of(text.substring(0, name)) : Optional.empty(),
        resolveParent,
        mutable);
  }

  /** Length of the name before the first equals sign; 0 if there is none. */
  private static int nameLength(String text) {
    int length = Math.max(0, text.indexOf('='));
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
      if (!letter && (i == 0 || c < '0' || c > '9')) {
        return 0;
      }
    }
    return length;
  }

  /**
   * Checks that names are unique and that each path is declared in one way, since parameters refer
   * to inputs by their paths.
   *
   * @param inputs the inputs
   * @throws UsageException if two inputs have one name, or one path is declared in two ways
   */
  public static void requireDistinct(List<CallInput> inputs) {
    Set<String> names = new HashSet<>();
    Map<String, CallInput> byPath = new HashMap<>();
    for (CallInput input : inputs) {
      if (input.name().isPresent() && !names.add(input.name().get())) {
        throw new UsageException(
            "two inputs are named " + input.name().get() + "; give each a name of its own");
      }
      CallInput earlier = byPath.putIfAbsent(PathText.normalForm(input.path()), input);
      if (earlier != null
          && (earlier.resolveParent() != input.resolveParent()
              || earlier.mutable() != input.mutable())) {
        throw new UsageException(
            "the input " + input.path() + " is declared in two ways; choose one of them");
      }
    }
  }

  /**
   * Checks that no argument is both the path of an input, which becomes the path of the user's
   * file, and the name of an output: the tool would overwrite the user's file. The copy of a
   * mutable input may be an output.
   *
   * @param command the arguments as the user wrote them
   * @param inputs the inputs
   * @param outputs the outputs
   * @throws UsageException if an argument is both
   */
  public static void requireUnambiguous(
      List<String> command, List<CallInput> inputs, List<CallOutput> outputs) {
    if (outputs.isEmpty()) {
      return;
    }
    Set<String> paths = new HashSet<>();
    for (CallInput input : inputs) {
      if (!input.mutable()) {
        paths.add(PathText.normalForm(input.path()));
      }
    }
    Set<String> both = new HashSet<>();
    for (CallOutput output : outputs) {
      String name = PathText.normalForm(output.name());
      if (!name.equals(".") && paths.contains(name)) {
        both.add(name);
      }
    }
    for (String argument : both.isEmpty() ? List.<String>of() : command) {
      if (both.contains(PathText.normalForm(argument))) {
        throw new UsageException(
            "the argument "
                + argument
                + " is the path of an input and the name of an output, so the tool would overwrite"
                + " the input; give the output another name, or the input another path, such as an"
                + " absolute one");
      }
    }
  }

  /**
   * Parses {@code NAME=VALUE} texts.
   *
   * @param texts the values of the option
   * @return the parameters
   * @throws UsageException if a name is empty, given twice, or set by the command line itself
   */
  public static Map<String, Object> params(List<String> texts) {
    Map<String, Object> params = new LinkedHashMap<>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      if (equals <= 0) {
        throw new UsageException("option --param " + text + " is not NAME=VALUE");
      }
      String name = text.substring(0, equals);
      if (name.equals(COMMAND) || name.equals(EXECUTABLE) || name.equals(ENVIRONMENT)) {
        throw new UsageException(
            "option --param cannot set "
                + name
                + ", which the command itself gives; choose another name");
      }
      if (params.containsKey(name)) {
        throw new UsageException("option --param sets " + name + " twice; leave one of them out");
      }
      putNullable(params, name, text.substring(equals + 1));
    }
    return params;
  }

  /** Null is a valid value of a parameter, though the type of the map does not say so. */
  @SuppressWarnings("NullAway")
  private static void putNullable(Map<String, Object> params, String name, String text) {
    params.put(name, valueOrText(text));
  }

  /** Parses JSON; a text that is not JSON stays as it is. */
  private static @Nullable Object valueOrText(String text) {
    String stripped = text.stripLeading();
    // The first character identifies most texts without loading a parser.
    if (stripped.isEmpty() || "{[\"-0123456789tfn".indexOf(stripped.charAt(0)) < 0) {
      return text;
    }
    try {
      return JsonReader.forUsers().read(text);
    } catch (MalformedJsonException e) {
      return text;
    }
  }

  /**
   * Makes the tool's identity. By default the name is the command's first word without its
   * directories, the package is {@code local}, and the id is the name.
   *
   * @param tool {@code PACKAGE/NAME}
   * @param id the id
   * @param image the container image
   * @param command the command
   * @return the metadata
   * @throws UsageException if {@code tool} is not of that form
   */
  public static Metadata tool(
      Optional<String> tool, Optional<String> id, Optional<String> image, List<String> command) {
    String packageName = LOCAL_PACKAGE;
    String name;
    if (tool.isPresent()) {
      int slash = tool.get().indexOf('/');
      packageName = tool.get().substring(0, Math.max(0, slash));
      name = tool.get().substring(slash + 1);
      if (packageName.isEmpty() || name.isEmpty() || name.indexOf('/') >= 0) {
        throw new UsageException(
            "option --tool " + tool.get() + " is not PACKAGE/NAME, such as fsl/bet");
      }
    } else {
      name = lastSegment(command.get(0));
    }
    return new Metadata(id.orElse(name), name, packageName, image);
  }

  private static String lastSegment(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.isEmpty() ? path : name;
  }
}
