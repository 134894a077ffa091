package dev.styxcache.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The architecture as rules. Dependencies point inwards: {@code cli} → configuration and adapters →
 * application → domain. A rule that matches no class fails, so that none can rot unseen.
 */
class ArchitectureTest {

  private static final String DOMAIN = "dev.styxcache.domain..";
  private static final String APPLICATION = "dev.styxcache.application..";
  private static final String API = "dev.styxcache.application.api";
  private static final String SPI = "dev.styxcache.application.spi..";
  private static final String TOOLS = "dev.styxcache.tools..";
  private static final String ADAPTERS = "dev.styxcache.adapter..";
  private static final String BLAKE3 = "dev.styxcache.blake3..";
  private static final String TESTING = "dev.styxcache.testing..";
  private static final String CONFIGURATION = "dev.styxcache.configuration..";
  private static final String CLI = "dev.styxcache.cli..";

  private static final String APPLICATION_SPI = "dev.styxcache.application.spi";
  private static final ClassLoader CODE_LOADER = ArchitectureTest.class.getClassLoader();

  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.styxcache");

  /** A value that names a place, and reads nothing. */
  private static final Set<String> PATHS_AS_VALUES =
      Set.of("java.nio.file.Path", "java.nio.file.FileSystem");

  /** The parts of the JDK that reach files, networks and processes. */
  private static final DescribedPredicate<JavaClass> INPUT_AND_OUTPUT =
      describe(
          "reach files, networks or processes",
          type ->
              !PATHS_AS_VALUES.contains(type.getBaseComponentType().getName())
                  && (resideInAnyPackage(
                              "java.nio.file..", "java.nio.channels..", "java.net..", "javax.net..")
                          .test(type)
                      || isFileOrStream(type)
                      || Set.of("java.lang.Process", "java.lang.ProcessBuilder")
                          .contains(type.getName())));

  private static boolean isFileOrStream(JavaClass type) {
    return type.getPackageName().equals("java.io")
        && (type.getSimpleName().startsWith("File")
            || type.getSimpleName().startsWith("RandomAccess"));
  }

  @Test
  void domain_dependsOnNothingButTheJdk() {
    check(
        classes()
            .that()
            .resideInAPackage(DOMAIN)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(DOMAIN, "java.."))
            .because(
                "what decides whether two runs are one run must be trusted without any library"));
  }

  @Test
  void domainAndApplication_reachNoFilesNetworksOrProcesses() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(DOMAIN, APPLICATION)
            .should()
            .dependOnClassesThat(INPUT_AND_OUTPUT)
            .because(
                "the world is reached through ports, so that each rule can be tested without it"));
  }

  @Test
  void tools_areOfTheCoreAndReachNoFiles() {
    check(
        classes()
            .that()
            .resideInAPackage(TOOLS)
            .should()
            .onlyDependOnClassesThat(
                resideInAnyPackage(TOOLS, API, DOMAIN, "java..", "org.jspecify.annotations"))
            .because("what a descriptor means must be testable without a disk or a library"));
    check(
        noClasses()
            .that()
            .resideInAPackage(TOOLS)
            .should()
            .dependOnClassesThat(INPUT_AND_OUTPUT)
            .because("catalogues and outputs are reached through a port"));
  }

  @Test
  void blake3_dependsOnNothingButTheJdkAndReachesNoFiles() {
    check(
        classes()
            .that()
            .resideInAPackage(BLAKE3)
            .should()
            .onlyDependOnClassesThat(
                resideInAnyPackage(BLAKE3, "java..", "org.jspecify.annotations"))
            .because("a hash function is used wherever bytes are, and must drag in nothing"));
    check(
        noClasses()
            .that()
            .resideInAPackage(BLAKE3)
            .and()
            .doNotHaveSimpleName("NativeLibrary")
            .should()
            .dependOnClassesThat(INPUT_AND_OUTPUT)
            .because(
                "how bytes are read is for adapters to know; only native code has to be found"));
  }

  @Test
  void coreAndBlake3_startNoProcessesThroughTheRuntime() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(DOMAIN, APPLICATION, BLAKE3)
            .should()
            .callMethodWhere(target(owner(type(Runtime.class))).and(target(name("exec"))))
            .because("it may be asked for Java's version, and for nothing of the machine"));
  }

  @Test
  void onlyAdaptersForFiles_useBlake3() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(
                DOMAIN, APPLICATION, CONFIGURATION, CLI, "dev.styxcache.adapter.runner..")
            .should()
            .dependOnClassesThat(resideInAPackage(BLAKE3))
            .because("the others ask the port ContentHasher"));
  }

  @Test
  void application_dependsOnTheDomainAndALoggingApiOnly() {
    check(
        classes()
            .that()
            .resideInAPackage(APPLICATION)
            .should()
            .onlyDependOnClassesThat(
                resideInAnyPackage(
                    APPLICATION, DOMAIN, "java..", "org.slf4j", "org.jspecify.annotations"))
            .because("use cases outlive the libraries that adapters are made of"));
  }

  @Test
  void ports_knowNoUseCase() {
    check(
        noClasses()
            .that()
            .resideInAPackage(SPI)
            .should()
            .dependOnClassesThat(
                resideInAPackage(APPLICATION).and(not(resideInAnyPackage(SPI, API))))
            .because("an adapter implements a port without knowing who uses it"));
  }

  @Test
  void adapters_knowNoUseCaseAndNoCommandLine() {
    check(
        noClasses()
            .that()
            .resideInAPackage(ADAPTERS)
            .should()
            .dependOnClassesThat(
                resideInAnyPackage(CLI, CONFIGURATION)
                    .or(
                        resideInAPackage(APPLICATION)
                            .and(
                                not(
                                    resideInAnyPackage(
                                        API, SPI, "dev.styxcache.application.services")))))
            .because("adapters are chosen by configuration and must work beside any use case"));
  }

  @Test
  void configuration_dependsOnTheCoreAndItsParsersOnly() {
    check(
        classes()
            .that()
            .resideInAPackage(CONFIGURATION)
            .should()
            .onlyDependOnClassesThat(
                resideInAnyPackage(
                    CONFIGURATION,
                    APPLICATION,
                    DOMAIN,
                    "dev.styxcache.json",
                    "java..",
                    "tools.jackson.core",
                    "tools.jackson.dataformat.toml"))
            .because("adapters are found by name, whichever there are, and the caller is unknown"));
  }

  @Test
  void adapters_areIsolatedFromEachOther() {
    slices()
        .matching("dev.styxcache.adapter.(*)..")
        .should()
        .notDependOnEachOther()
        .because("each can be taken away or replaced alone")
        .check(CODE);
  }

  @Test
  void packages_haveNoCycles() {
    slices()
        .matching("dev.styxcache.(**)")
        .should()
        .beFreeOfCycles()
        .because("a package that is part of a cycle cannot be understood alone")
        .check(CODE);
  }

  @Test
  void onlyTheCommandLine_readsTheEnvironment() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(DOMAIN, ADAPTERS)
            .should()
            .callMethod(System.class, "getenv", String.class)
            .because("configuration is read in one place, and only a policy names variables"));
  }

  @Test
  void adaptersClasses_areNotTestedForOutsideOfAdapters() {
    List<String> tests =
        CODE.stream()
            .filter(type -> !resideInAPackage(ADAPTERS).test(type))
            .flatMap(type -> type.getInstanceofChecks().stream())
            .filter(test -> resideInAPackage(ADAPTERS).test(test.getRawType()))
            .map(test -> test.getOwner().getFullName() + " tests for " + test.getRawType())
            .toList();
    assertThat(tests)
        .as("an adapter says by the port's methods what it can, so that another may say the same")
        .isEmpty();
    assertThat(CODE.stream().mapToInt(type -> type.getInstanceofChecks().size()).sum())
        .as("checks that were looked at")
        .isPositive();
  }

  /** What callers of the library and authors of adapters see, used by others here or not. */
  private static final DescribedPredicate<JavaClass> PUBLISHED =
      describe(
          "are published",
          type ->
              resideInAnyPackage(API, API + ".caching", SPI, DOMAIN, TESTING, TOOLS).test(type)
                  || type.getPackageName().startsWith("dev.styxcache.adapter.runner."));

  @Test
  void publicTypes_areUsedByAnotherPackage() throws IOException {
    Set<String> services = providersInServiceFiles();
    List<String> lonely =
        CODE.stream()
            .filter(type -> type.isTopLevelClass() && isPublic(type))
            .filter(type -> !PUBLISHED.test(type) && !services.contains(type.getName()))
            .filter(type -> !type.tryGetMethod("main", String[].class).isPresent())
            .filter(type -> !hasConstantsOnly(type))
            .filter(type -> !isUsedByAnotherPackage(type) && !isInAPublicSignature(type))
            .map(JavaClass::getName)
            .toList();
    assertThat(lonely)
        .as("a public type that only its own package uses is package-private")
        .isEmpty();
    assertThat(services).isNotEmpty();
  }

  /** Who uses a constant of a simple type cannot be seen: the compiler copies the value. */
  private static boolean hasConstantsOnly(JavaClass type) {
    return type.getMethods().isEmpty()
        && !type.getFields().isEmpty()
        && type.getFields().stream()
            .allMatch(
                field ->
                    field.getModifiers().contains(JavaModifier.STATIC)
                        && field.getRawType().isPrimitive());
  }

  private static boolean isPublic(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC);
  }

  /** Its nested types count as it. */
  private static boolean isUsedByAnotherPackage(JavaClass type) {
    return CODE.stream()
        .filter(
            other ->
                other.getName().equals(type.getName())
                    || other.getName().startsWith(type.getName() + "$"))
        .flatMap(part -> part.getDirectDependenciesToSelf().stream())
        .map(Dependency::getOriginClass)
        .anyMatch(user -> !user.getPackageName().equals(type.getPackageName()));
  }

  /** Types that others pass on as {@code Optional<T>} leave no trace in their class files. */
  private static boolean isInAPublicSignature(JavaClass type) {
    return type.getPackage().getClasses().stream()
        .filter(other -> isPublic(other) && !other.equals(type) && isUsedByAnotherPackage(other))
        .flatMap(other -> other.getMethods().stream())
        .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
        .anyMatch(
            method ->
                method.getReturnType().getAllInvolvedRawTypes().contains(type)
                    || method.getParameterTypes().stream()
                        .anyMatch(each -> each.getAllInvolvedRawTypes().contains(type)));
  }

  private static Set<String> providersInServiceFiles() throws IOException {
    Set<String> names = new HashSet<>();
    for (JavaClass port : CODE) {
      boolean ofPorts =
          port.getPackageName().startsWith(APPLICATION_SPI)
              || port.getPackageName().equals("dev.styxcache.tools");
      if (port.isInterface() && ofPorts) {
        String file = "META-INF/services/" + port.getName();
        for (URL url : Collections.list(CODE_LOADER.getResources(file))) {
          try (InputStream stream = url.openStream()) {
            new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(names::add);
          }
        }
      }
    }
    return names;
  }

  private static void check(ArchRule rule) {
    rule.check(CODE);
  }
}
