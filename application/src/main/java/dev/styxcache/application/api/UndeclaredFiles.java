package dev.styxcache.application.api;

/**
 * What to do about a file that a command names and nobody declared as an input: the tool can read
 * it, and a change of it would not change the key.
 */
public enum UndeclaredFiles {
  /** Nothing, since the caller looks for them itself. */
  IGNORE,
  /** Warn, and go on. */
  WARN,
  /** Refuse the run. */
  FAIL
}
