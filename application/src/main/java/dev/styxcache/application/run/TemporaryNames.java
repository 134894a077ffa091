package dev.styxcache.application.run;

import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.Runner;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The names of temporary files in a tool's standard output, as MRtrix's programs pass them on
 * through pipes. Such a file is gone when the output is replayed. Standard error is not searched:
 * it has messages for people, and nobody takes names from it.
 *
 * <p>For one run, and one thread at a time.
 */
final class TemporaryNames implements OutputHandler {

  /** Maximum number of names; what follows is not searched. */
  private static final int MAX_NAMES = 100;

  /** Maximum length of a name, as in Linux, in bytes; a longer word is none. */
  private static final int MAX_LENGTH = 4096;

  /** Characters beside white space that end a word. */
  private static final String SEPARATORS = "\"'`=,;:()[]<>|{}";

  private final Set<String> directories = new LinkedHashSet<>(List.of("/tmp/", "/var/tmp/"));
  private final ByteArrayOutputStream word = new ByteArrayOutputStream();
  private final Set<String> names = new LinkedHashSet<>();

  TemporaryNames(Runner base) {
    String configured = base.environment().apply("TMPDIR").orElse("");
    if (configured.startsWith("/") && configured.length() > 1) {
      directories.add(configured.endsWith("/") ? configured : configured + "/");
    }
  }

  @Override
  public void accept(byte[] buffer, int offset, int length) {
    if (names.size() == MAX_NAMES) {
      return;
    }
    for (int i = offset; i < offset + length; i++) {
      int c = buffer[i] & 0xff;
      if (c <= ' ' || (c < 128 && SEPARATORS.indexOf(c) >= 0)) {
        endWord();
      } else if (word.size() <= MAX_LENGTH) {
        word.write(c);
      }
    }
  }

  @Override
  public void end() {
    endWord();
  }

  private void endWord() {
    // The first character tells most words apart.
    if (word.size() > 1 && word.size() <= MAX_LENGTH && names.size() < MAX_NAMES) {
      String text = word.toString(StandardCharsets.UTF_8);
      for (String directory : directories) {
        if (text.startsWith(directory) && text.length() > directory.length()) {
          names.add(text);
        }
      }
    }
    word.reset();
  }

  /** The paths that were named. */
  Set<Path> paths() {
    Set<Path> paths = new LinkedHashSet<>();
    names.forEach(name -> path(name).ifPresent(paths::add));
    return paths;
  }

  private static Optional<Path> path(String name) {
    try {
      return Optional.of(Path.of(name).normalize());
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // Not a path, so no file has this name.
    }
  }
}
