package dev.styxcache.configuration;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;

/** Validates the settings that locate a bucket: its name, prefix and endpoint. */
final class BucketRules {

  private static final String SCHEME = "://";

  private BucketRules() {}

  /**
   * Validates a value of such a setting; accepts those of all other settings.
   *
   * @param setting the setting
   * @param text the value
   * @throws BadValueException if it is invalid
   */
  static void check(Setting setting, String text) throws BadValueException {
    switch (setting.kind()) {
      case BUCKET -> bucket(setting, text);
      case PREFIX -> prefix(setting, text);
      case ENDPOINT -> endpoint(setting, text);
      default -> {}
    }
  }

  /** Servers have their own rules for names; this rejects what is not a name at all. */
  private static void bucket(Setting setting, String text) throws BadValueException {
    if (text.contains(SCHEME)) {
      throw new BadValueException(
          setting.fullName()
              + " is the name alone, such as \"lab-cache\": without s3:// or a server, which is"
              + " store.s3.endpoint, and without what follows the name, which is store.s3.prefix");
    }
    // The name of an access point has slashes and colons.
    if (text.codePoints().anyMatch(BucketRules::isBlankOrControl)
        || (!text.startsWith("arn:") && text.indexOf('/') >= 0)) {
      throw new BadValueException(
          setting.fullName()
              + " cannot have slashes or blanks; what follows the name of the bucket"
              + " is store.s3.prefix");
    }
  }

  /** Some servers treat such names as paths, or as equal. */
  private static void prefix(Setting setting, String text) throws BadValueException {
    List<String> segments = Arrays.asList(text.split("/", -1));
    boolean odd =
        text.startsWith("/")
            || text.contains("//")
            || segments.contains(".")
            || segments.contains("..")
            || text.codePoints().anyMatch(Character::isISOControl);
    if (odd) {
      throw new BadValueException(
          setting.fullName()
              + " begins with a slash, or has an empty, \".\" or \"..\" segment or a control"
              + " character; write it such as \"styx/\"");
    }
  }

  /** A password in an address is not repeated in the message. */
  private static void endpoint(Setting setting, String text) throws BadValueException {
    URI address;
    try {
      address = new URI(text);
    } catch (URISyntaxException e) {
      throw noAddress(setting);
    }
    if (address.getRawUserInfo() != null || text.indexOf('@') >= 0) {
      throw new BadValueException(
          setting.fullName() + " has a user or a password in it; " + CredentialNames.NEXT_STEP);
    }
    boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
    if (!web
        || address.getHost() == null
        || address.getRawQuery() != null
        || address.getRawFragment() != null) {
      throw noAddress(setting);
    }
  }

  private static BadValueException noAddress(Setting setting) {
    return new BadValueException(
        setting.fullName()
            + " is not the address of a server; give "
            + setting.kind().description()
            + ", with http:// or https:// before it");
  }

  private static boolean isBlankOrControl(int point) {
    return Character.isWhitespace(point) || Character.isISOControl(point);
  }
}
