package dev.styxcache.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleDescriptor.Provides;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The module declarations: what they export, and that they agree with META-INF/services. */
class ModulesTest {

  private static final String DECLARATION = "module-info.class";
  private static final String APPLICATION = "dev.styxcache.application";
  private static final String TOOLS = "dev.styxcache.tools";

  /** By the URL of the jar's or folder's root. */
  private static final Map<String, ModuleDescriptor> MODULES = new TreeMap<>();

  @BeforeAll
  static void readDeclarations() throws IOException {
    for (URL url : Collections.list(ModulesTest.class.getClassLoader().getResources(DECLARATION))) {
      try (InputStream stream = url.openStream()) {
        ModuleDescriptor module = ModuleDescriptor.read(stream);
        if (module.name().startsWith("dev.styxcache.")) {
          MODULES.put(url.toString().replace(DECLARATION, ""), module);
        }
      }
    }
  }

  private static ModuleDescriptor module(String name) {
    return MODULES.values().stream()
        .filter(module -> module.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everyModule_isDeclared() {
    // A set: the command line's jar names some jars once more in its manifest.
    assertThat(MODULES.values().stream().map(ModuleDescriptor::name).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(
            "dev.styxcache.adapter.catalog",
            "dev.styxcache.adapter.fs",
            "dev.styxcache.adapter.hash",
            "dev.styxcache.adapter.runner",
            "dev.styxcache.adapter.s3",
            "dev.styxcache.application",
            "dev.styxcache.blake3",
            "dev.styxcache.cli",
            "dev.styxcache.configuration",
            "dev.styxcache.domain",
            "dev.styxcache.files",
            "dev.styxcache.json",
            "dev.styxcache.testing",
            "dev.styxcache.tools");
  }

  @Test
  void servicesOfAModule_areThoseOfItsServiceFiles_inTheSameOrder() throws IOException {
    Set<String> services = new HashSet<>(module(APPLICATION).uses());
    services.addAll(module(TOOLS).uses());
    for (Map.Entry<String, ModuleDescriptor> module : MODULES.entrySet()) {
      Map<String, List<String>> declared =
          module.getValue().provides().stream()
              .collect(Collectors.toMap(Provides::service, Provides::providers));
      assertThat(services)
          .as("uses of %s and %s", APPLICATION, TOOLS)
          .containsAll(declared.keySet());
      for (String service : services) {
        assertThat(serviceFile(module.getKey(), service))
            .as("META-INF/services/%s in %s", service, module.getKey())
            .isEqualTo(declared.getOrDefault(service, List.of()));
      }
    }
  }

  private static List<String> serviceFile(String root, String service) throws IOException {
    for (URL url :
        Collections.list(
            ModulesTest.class.getClassLoader().getResources("META-INF/services/" + service))) {
      if (url.toString().startsWith(root)) {
        try (InputStream stream = url.openStream()) {
          return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank())
              .toList();
        }
      }
    }
    return List.of();
  }

  @Test
  void packagesForEverybody_areTheseAlone() {
    assertThat(exportsToEverybody("dev.styxcache.application"))
        .containsExactlyInAnyOrder(
            "dev.styxcache.application.api",
            "dev.styxcache.application.api.caching",
            "dev.styxcache.application.spi");
    assertThat(exportsToEverybody("dev.styxcache.adapter.runner"))
        .containsExactlyInAnyOrder(
            "dev.styxcache.adapter.runner.docker",
            "dev.styxcache.adapter.runner.dry",
            "dev.styxcache.adapter.runner.local",
            "dev.styxcache.adapter.runner.podman",
            "dev.styxcache.adapter.runner.settings",
            "dev.styxcache.adapter.runner.singularity");
    for (String module :
        List.of(
            "adapter.catalog",
            "adapter.fs",
            "adapter.hash",
            "adapter.s3",
            "blake3",
            "cli",
            "configuration",
            "files",
            "json")) {
      assertThat(exportsToEverybody("dev.styxcache." + module)).as(module).isEmpty();
    }
  }

  private static Set<String> exportsToEverybody(String module) {
    return module(module).exports().stream()
        .filter(exports -> !exports.isQualified())
        .map(Exports::source)
        .collect(Collectors.toSet());
  }
}
