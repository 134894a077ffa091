package dev.styxcache.tools.boutiques;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Splits a text at the value keys in it. Of keys that begin at one place the longest is meant. */
final class KeyTemplate {

  /**
   * A piece of the text.
   *
   * @param text a key, or what is between keys
   * @param isKey which
   */
  record Piece(String text, boolean isKey) {}

  private KeyTemplate() {}

  static List<Piece> split(String text, Collection<String> keys) {
    List<Piece> pieces = new ArrayList<>();
    int done = 0;
    int at = 0;
    while (at < text.length()) {
      Optional<String> key = longestAt(text, at, keys);
      if (key.isPresent()) {
        if (at > done) {
          pieces.add(new Piece(text.substring(done, at), false));
        }
        pieces.add(new Piece(key.get(), true));
        at += key.get().length();
        done = at;
      } else {
        at++;
      }
    }
    if (done < text.length()) {
      pieces.add(new Piece(text.substring(done), false));
    }
    return pieces;
  }

  private static Optional<String> longestAt(String text, int at, Collection<String> keys) {
    String longest = "";
    for (String key : keys) {
      if (key.length() > longest.length() && text.startsWith(key, at)) {
        longest = key;
      }
    }
    return longest.isEmpty() ? Optional.empty() : Optional.of(longest);
  }
}
