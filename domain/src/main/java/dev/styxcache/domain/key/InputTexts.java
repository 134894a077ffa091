package dev.styxcache.domain.key;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The texts of one run's parameters, with digests in the place of inputs. */
final class InputTexts {

  private final DeclaredInputs inputs;
  private final InputReferences mentions;

  InputTexts(DeclaredInputs inputs, InputReferences mentions) {
    this.inputs = inputs;
    this.mentions = mentions;
  }

  String text(String text) {
    Map<Integer, Integer> mentioned = new HashMap<>();
    String canonical =
        inputs
            .find(text)
            .map(
                input -> {
                  mentioned.put(0, input);
                  return digest(input);
                })
            .orElse(text);
    mentions.note(canonical, mentioned);
    return canonical;
  }

  String path(Path path, String place) {
    requireUnicode(path, place);
    String separator = path.getFileSystem().getSeparator();
    String text = path.toString();
    return text(PathText.normalForm(separator.equals("/") ? text : text.replace(separator, "/")));
  }

  String template(TextWithInputs template, String place) {
    StringBuilder text = new StringBuilder();
    Map<Integer, Integer> mentioned = new HashMap<>();
    for (TextWithInputs.Part part : template.parts()) {
      if (part instanceof TextWithInputs.Literal literal) {
        text.append(literal.text());
      } else if (part instanceof TextWithInputs.Input named) {
        int input =
            inputs
                .find(named.path())
                .orElseThrow(
                    () ->
                        new UncanonicalParameterException(
                            place,
                            "it names the input " + named.path() + ", which was not declared"));
        mentioned.put(text.length(), input);
        text.append(digest(input));
      }
    }
    mentions.noteArgument(text.toString(), mentioned);
    return text.toString();
  }

  private String digest(int input) {
    return ParamCanonicalizer.INPUT_PREFIX + inputs.hash(input).hex();
  }

  /**
   * File names are bytes. Those that are not valid Unicode all become the same replacement
   * characters as text, so that two different paths would make one key.
   */
  private static void requireUnicode(Path path, String place) {
    try {
      if (path.getFileSystem().getPath(path.toString()).equals(path)) {
        return;
      }
    } catch (IllegalArgumentException e) {
      throw new UncanonicalParameterException(place, notUnicode(path), e);
    }
    throw new UncanonicalParameterException(place, notUnicode(path));
  }

  private static String notUnicode(Path path) {
    return "the path " + path + " has bytes that are not valid Unicode; rename the file";
  }
}
