package dev.styxcache.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tools that a test needs. If one is missing, the test is skipped with a reason; if {@code
 * STYX_TESTS_REQUIRE} is set, as in continuous integration, it fails.
 */
final class RequiredTools {

  private RequiredTools() {}

  static void require(String debianPackage, Path... files) {
    for (Path file : files) {
      String message = file + " is missing; install it with: apt-get install " + debianPackage;
      if (System.getenv("STYX_TESTS_REQUIRE") == null) {
        assumeTrue(Files.exists(file), message);
      } else {
        assertThat(file).as(message).exists();
      }
    }
  }
}
