package dev.styxcache.domain.manifest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A command without what differs between equal calls: the paths of inputs, of the output directory
 * and of the temporary directory are replaced by marks. Two calls of one key have equal neutral
 * commands exactly if they tell the tool the same.
 *
 * <p>A path is replaced where it stands as a path: at the start of an argument, after an option's
 * letters ({@code -I/path}), or after a separator ({@code --in=PATH}, {@code PATH,PATH}), and up to
 * the end, a slash, or a separator ({@code PATH:ro}). Elsewhere it is text like any other. What is
 * not recognised costs a hit when the input is moved; what would be replaced too much could serve
 * another call's result, so a relative path counts only with a slash in it.
 *
 * <p>Marks are {@code <NAME>}; a {@code <} of the command is doubled, so no argument looks like
 * one.
 */
public final class NeutralCommand {

  private static final String BEFORE = "=,:;@[](){}<>|&`\"' \t\n";
  private static final String AFTER = "/,:;=@[](){}<>|&`\"' \t\n";

  /**
   * A path that is replaced.
   *
   * @param path the text as it stands in commands
   * @param mark what stands for it, without brackets
   */
  public record Place(String path, String mark) {

    /** Whether the text is long enough to be told from other text. */
    boolean isTelling() {
      return path.indexOf('/') >= 0 && path.length() > 1 && !path.endsWith("/");
    }
  }

  private final List<Place> places;

  /**
   * Creates a replacement.
   *
   * @param places the paths; where one is the beginning of another, the longer one wins, and of two
   *     equal ones the first
   */
  public NeutralCommand(List<Place> places) {
    List<Place> longest = new ArrayList<>();
    for (Place place : places) {
      if (place.isTelling()) {
        longest.add(place);
      }
    }
    longest.sort(Comparator.comparingInt((Place place) -> place.path().length()).reversed());
    this.places = List.copyOf(longest);
  }

  /**
   * Makes a command neutral.
   *
   * @param command the arguments, the executable first
   * @param byName whether the executable is known by its digest, so that only its base name counts
   * @return as many texts as the command has arguments
   */
  public List<String> of(List<String> command, boolean byName) {
    List<String> neutral = new ArrayList<>(command.size());
    for (int i = 0; i < command.size(); i++) {
      String argument = command.get(i);
      neutral.add(
          i == 0 && byName ? argument.substring(argument.lastIndexOf('/') + 1) : neutral(argument));
    }
    return neutral;
  }

  private String neutral(String argument) {
    if (argument.indexOf('/') < 0 && argument.indexOf('<') < 0) {
      return argument;
    }
    StringBuilder text = new StringBuilder(argument.length());
    int i = 0;
    while (i < argument.length()) {
      Optional<Place> place = placeAt(argument, i);
      if (place.isPresent()) {
        text.append('<').append(place.get().mark()).append('>');
        i += place.get().path().length();
        continue;
      }
      char c = argument.charAt(i++);
      text.append(c);
      if (c == '<') {
        text.append(c);
      }
    }
    return text.toString();
  }

  private Optional<Place> placeAt(String argument, int start) {
    for (Place place : places) {
      int end = start + place.path().length();
      if (argument.startsWith(place.path(), start)
          && (end == argument.length() || AFTER.indexOf(argument.charAt(end)) >= 0)
          && isStart(argument, start)) {
        return Optional.of(place);
      }
    }
    return Optional.empty();
  }

  private static boolean isStart(String argument, int start) {
    if (start == 0 || BEFORE.indexOf(argument.charAt(start - 1)) >= 0) {
      return true;
    }
    // An option's letters.
    for (int i = 1; i < start; i++) {
      char c = argument.charAt(i);
      if ((c < 'A' || c > 'Z') && (c < 'a' || c > 'z') && c != '-' && c != '_') {
        return false;
      }
    }
    return argument.charAt(0) == '-';
  }
}
