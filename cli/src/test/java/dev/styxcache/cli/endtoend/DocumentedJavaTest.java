package dev.styxcache.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Java examples of the documentation compile, one after the other in one method. */
class DocumentedJavaTest {

  private static final Pattern EXAMPLE = Pattern.compile("(?s)\n```java\n(.*?)\n```");

  private static final List<String> IMPORTS =
      List.of(
          "static org.assertj.core.api.Assertions.assertThat",
          "static org.assertj.core.api.Assertions.assertThatThrownBy",
          "com.google.common.jimfs.*",
          "dev.styxcache.adapter.runner.docker.*",
          "dev.styxcache.adapter.runner.local.*",
          "dev.styxcache.adapter.runner.settings.ContainerSettings.*",
          "dev.styxcache.application.api.*",
          "dev.styxcache.application.api.caching.*",
          "dev.styxcache.application.spi.*",
          "dev.styxcache.domain.*",
          "dev.styxcache.testing.*",
          "dev.styxcache.testing.contract.*",
          "dev.styxcache.tools.*",
          "java.nio.file.FileSystem",
          "java.nio.file.Files",
          "java.nio.file.Path",
          "java.util.*");

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/java.md", "docs/testing.md", "docs/tools.md"})
  void javaExamples_compileAsTheyStand(String page) throws IOException {
    compile(page);
  }

  @Test
  void examplesOfTesting_runAsTheyStand() throws Exception {
    compile("docs/testing.md");
    try (URLClassLoader loader = new URLClassLoader(new URL[] {directory.toUri().toURL()})) {
      Class<?> type = loader.loadClass("Example");
      Method example = type.getDeclaredMethod("example");
      Constructor<?> constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      example.setAccessible(true);
      example.invoke(constructor.newInstance());
    }
  }

  private void compile(String page) throws IOException {
    String text = Files.readString(Path.of("..").resolve(page));
    List<String> examples = EXAMPLE.matcher(text).results().map(match -> match.group(1)).toList();
    assertThat(examples).isNotEmpty();

    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    ToolProvider.getSystemJavaCompiler()
        .getTask(
            null,
            null,
            diagnostics,
            List.of("-d", directory.toString(), "-proc:none"),
            null,
            List.of(new Source(classAround(examples))))
        .call();

    assertThat(diagnostics.getDiagnostics())
        .filteredOn(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
        .isEmpty();
  }

  private static String classAround(List<String> examples) {
    String imports =
        IMPORTS.stream().map(name -> "import " + name + ";\n").collect(Collectors.joining());
    return imports
        + "class Example {\n  void example() throws Exception {\n"
        + String.join("\n", examples)
        + "\n  }\n}\n";
  }

  private static final class Source extends SimpleJavaFileObject {

    private final String text;

    Source(String text) {
      super(URI.create("string:///Example.java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
