package dev.styxcache.configuration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The line numbers of the keys in a TOML text, which Jackson's parser does not report. It reads
 * only what it needs to find keys, in texts that Jackson has accepted, so it does not check the
 * syntax.
 */
final class TomlPositions {

  private final Map<List<String>, Integer> lines = new HashMap<>();
  private final String text;
  private int at;
  private int line = 1;

  TomlPositions(String text) {
    this.text = text;
    List<String> table = List.of();
    skipBlanks(true);
    while (!atEnd()) {
      if (peek() == '[') {
        table = header();
      } else {
        member(table);
      }
      skipBlanks(true);
    }
  }

  /**
   * The line of a key.
   *
   * @param path the key with the tables that it is in
   * @return the line, the first one being 1; of a key that stands nowhere by itself, that of the
   *     nearest table around it
   */
  Optional<Integer> lineOf(List<String> path) {
    for (int length = path.size(); length > 0; length--) {
      Integer found = lines.get(path.subList(0, length));
      if (found != null) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  private List<String> header() {
    int start = line;
    while (peek() == '[') {
      at++;
    }
    List<String> path = key(List.of());
    while (peek() == ']') {
      at++;
    }
    lines.putIfAbsent(path, start);
    return path;
  }

  private void member(List<String> table) {
    int start = line;
    int begin = at;
    List<String> path = key(table);
    lines.putIfAbsent(path, start);
    skipBlanks(false);
    if (peek() == '=') {
      at++;
    }
    skipBlanks(false);
    value(path);
    if (at == begin) {
      at++;
    }
  }

  /** A key, with dots and quotes as may be. */
  private List<String> key(List<String> table) {
    List<String> path = new ArrayList<>(table);
    while (true) {
      skipBlanks(false);
      if (peek() == '"' || peek() == '\'') {
        path.add(quoted());
      } else {
        int start = at;
        while (!atEnd() && (Character.isLetterOrDigit(peek()) || "_-".indexOf(peek()) >= 0)) {
          at++;
        }
        path.add(text.substring(start, at));
      }
      skipBlanks(false);
      if (peek() != '.') {
        return List.copyOf(path);
      }
      at++;
    }
  }

  private void value(List<String> path) {
    char first = peek();
    if (first == '"' || first == '\'') {
      quoted();
    } else if (first == '[') {
      array(path);
    } else if (first == '{') {
      inlineTable(path);
    } else {
      while (!atEnd() && ",]}#\n".indexOf(peek()) < 0) {
        at++;
      }
    }
  }

  private void array(List<String> path) {
    at++;
    skipBlanks(true);
    while (!atEnd() && peek() != ']') {
      int begin = at;
      value(path);
      skipBlanks(true);
      if (peek() == ',' || at == begin) {
        at++;
      }
      skipBlanks(true);
    }
    at++;
  }

  private void inlineTable(List<String> path) {
    at++;
    skipBlanks(true);
    while (!atEnd() && peek() != '}') {
      member(path);
      skipBlanks(true);
      if (peek() == ',') {
        at++;
      }
      skipBlanks(true);
    }
    at++;
  }

  /** A text in one or three quotes of either kind; escapes are left as they are. */
  private String quoted() {
    char quote = peek();
    String three = String.valueOf(quote).repeat(3);
    boolean multiLine = text.startsWith(three, at);
    at += multiLine ? 3 : 1;
    int start = at;
    while (!atEnd()
        && !(multiLine
            ? text.startsWith(three, at) && !text.startsWith(three, at + 1)
            : peek() == quote)) {
      if (peek() == '\\' && quote == '"') {
        at++;
      }
      advance();
    }
    String content = text.substring(start, Math.min(at, text.length()));
    at += multiLine ? 3 : 1;
    return content;
  }

  private void skipBlanks(boolean linesToo) {
    while (!atEnd()) {
      char next = peek();
      if (next == '#' && linesToo) {
        while (!atEnd() && peek() != '\n') {
          at++;
        }
      } else if (next == ' ' || next == '\t' || (linesToo && (next == '\n' || next == '\r'))) {
        advance();
      } else {
        return;
      }
    }
  }

  private void advance() {
    if (!atEnd() && text.charAt(at) == '\n') {
      line++;
    }
    at++;
  }

  private boolean atEnd() {
    return at >= text.length();
  }

  private char peek() {
    return atEnd() ? '\0' : text.charAt(at);
  }
}
