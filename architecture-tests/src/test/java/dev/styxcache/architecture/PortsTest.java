package dev.styxcache.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every port has a contract suite, and every adapter runs it. */
class PortsTest {

  private static final String API = "dev.styxcache.application.api";
  private static final String SPI = "dev.styxcache.application.spi";
  private static final String CONTRACTS = "dev.styxcache.testing.contract";

  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.styxcache");

  /** The tests of all modules, from the folders that the build has just filled. */
  private static final JavaClasses TESTS = new ClassFileImporter().importPaths(testFolders());

  private static List<Path> testFolders() {
    try (Stream<Path> modules = Files.list(Path.of(".."))) {
      return modules
          .map(module -> module.resolve("target/test-classes"))
          .filter(Files::isDirectory)
          .toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /**
   * Factories that the ServiceLoader finds are tried with what they make, and a listener of the
   * caller's has nothing to promise.
   */
  private static boolean isPort(JavaClass type) {
    return type.isInterface()
        && (type.getPackageName().equals(SPI) || type.getPackageName().equals(API))
        && !type.getSimpleName().endsWith("Provider")
        && !type.isAnnotatedWith(FunctionalInterface.class)
        && !Set.of("CacheEvents", "ByteProgress").contains(type.getSimpleName())
        && !type.getModifiers().contains(JavaModifier.STATIC)
        && hasAbstractMethods(type);
  }

  private static boolean hasAbstractMethods(JavaClass type) {
    return type.getMethods().stream()
        .anyMatch(method -> method.getModifiers().contains(JavaModifier.ABSTRACT));
  }

  private static Set<JavaClass> ports() {
    return CODE.stream()
        .filter(PortsTest::isPort)
        .filter(port -> implementations(port).findAny().isPresent())
        .collect(Collectors.toSet());
  }

  private static Stream<JavaClass> implementations(JavaClass port) {
    return port.getAllSubclasses().stream()
        .filter(type -> type.getPackageName().startsWith("dev.styxcache.adapter."));
  }

  @Test
  void ports_haveFewMethods() {
    assertThat(ports()).hasSizeGreaterThan(10);
    for (JavaClass port : ports()) {
      long methods =
          port.getMethods().stream()
              .filter(method -> method.getModifiers().contains(JavaModifier.ABSTRACT))
              .count();
      assertThat(methods).as("methods that an adapter implements of %s", port).isBetween(1L, 6L);
    }
  }

  @Test
  void everyPort_isTestedByAContractSuite() {
    Set<String> untested = new TreeSet<>();
    for (JavaClass port : ports()) {
      boolean tested =
          port.getDirectDependenciesToSelf().stream()
              .map(dependency -> dependency.getOriginClass())
              .anyMatch(user -> user.getPackageName().equals(CONTRACTS));
      if (!tested) {
        untested.add(port.getSimpleName());
      }
    }
    assertThat(untested).as("ports that no suite in %s mentions", CONTRACTS).isEmpty();
  }

  @Test
  void everyContractSuite_isRunByAnAdapter() {
    Set<String> suites =
        CODE.stream()
            .filter(type -> type.getPackageName().equals(CONTRACTS) && type.isTopLevelClass())
            .filter(type -> type.getSimpleName().endsWith("Contract"))
            .map(JavaClass::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(suites).hasSizeGreaterThan(10);
    Set<String> run =
        TESTS.stream()
            .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
            .flatMap(type -> type.getAllRawSuperclasses().stream())
            .map(JavaClass::getName)
            .collect(Collectors.toSet());
    suites.removeAll(run);
    assertThat(suites).as("suites that no test extends").isEmpty();
  }
}
