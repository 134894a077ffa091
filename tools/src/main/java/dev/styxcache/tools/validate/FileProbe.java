package dev.styxcache.tools.validate;

import java.util.Optional;

/** Checks that an input file is there. A port: this module itself looks at no file. */
@FunctionalInterface
public interface FileProbe {

  /** Takes every file to be there: for plans, which run nothing. */
  FileProbe ANY = path -> Optional.empty();

  /**
   * Checks a file.
   *
   * @param path its path, as it was given
   * @return what is wrong, such as {@code does not exist}; nothing if it can be read
   */
  Optional<String> fault(String path);
}
