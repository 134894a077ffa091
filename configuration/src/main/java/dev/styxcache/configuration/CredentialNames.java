package dev.styxcache.configuration;

import java.util.List;
import java.util.Locale;

/**
 * Recognizes names of credentials. Configuration files are copied, shared and committed, so
 * credentials are never read from them, and one that is found there is an error.
 */
final class CredentialNames {

  /** Says where credentials belong. */
  static final String NEXT_STEP =
      "take it out (whoever can read it has it: make a new one), and give credentials to the AWS SDK"
          + " instead: by AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, in ~/.aws/credentials, by"
          + " AWS_PROFILE, or by the role of the machine";

  private static final List<String> PARTS =
      List.of(
          "accesskey",
          "secret",
          "password",
          "passwd",
          "credential",
          "sessiontoken",
          "securitytoken");

  private CredentialNames() {}

  /**
   * Whether a name looks like that of a credential.
   *
   * @param key the last part of a key, or the name of a variable
   * @return true if it does, however its words are joined
   */
  static boolean matches(String key) {
    String joined = key.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    return joined.equals("token") || PARTS.stream().anyMatch(joined::contains);
  }
}
