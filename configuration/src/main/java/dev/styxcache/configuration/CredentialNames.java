package dev.styxcache.configuration;

import java.util.List;
import java.util.Locale;

/**
 * Tells names that are meant for credentials. A configuration file is copied, shared and committed,
 * so none is ever read from there, and what was written there is to be known to be of no use.
 */
final class CredentialNames {

  /** Where they belong. */
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
   * Whether a key is meant for a credential.
   *
   * @param key the last part of a key, or the name of a variable
   * @return whether it looks like it, in whichever way its words are joined
   */
  static boolean matches(String key) {
    String joined = key.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    return joined.equals("token") || PARTS.stream().anyMatch(joined::contains);
  }
}
