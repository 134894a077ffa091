package dev.styxcache.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.styxcache.cli.endtoend.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a checkout of its own: its copies of the build, and its class archives. */
class LauncherIT {

  private static final Path TOP = Path.of("..").toAbsolutePath().normalize();
  private static final String[] RUN = {"run", "-o", "n.txt", "--", "sh", "-c", "echo 1 > n.txt"};

  @TempDir Path directory;
  private Path checkout = Path.of("");
  private Shell shell = new Shell(Path.of(""));

  @BeforeEach
  void makeCheckout() throws IOException {
    checkout = directory.resolve("checkout");
    for (String part : List.of("styxcache", "scripts/prepare-launch.sh", "cli/target/styxcache")) {
      copy(TOP.resolve(part), checkout.resolve(part));
    }
    shell = new Shell(Files.createDirectory(directory.resolve("home")));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(path, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  private Result call(String... arguments) {
    List<String> command = new ArrayList<>(List.of(checkout.resolve("styxcache").toString()));
    command.addAll(List.of(arguments));
    return Shell.end(shell.start(command));
  }

  /** The copy that the next call uses. */
  private Path current() throws IOException {
    Path home = checkout.resolve(".launcher");
    return home.resolve(Files.readString(home.resolve("current")).strip());
  }

  @Test
  void changedJars_areCopiedAgain_andTheOldCopyStaysForRunningProcesses() throws IOException {
    assertThat(call("--version").code()).isZero();
    Path first = current();
    assertThat(call("--version").code()).isZero();
    assertThat(current()).as("nothing has changed").isEqualTo(first);

    Path built = checkout.resolve("cli/target/styxcache");
    Files.writeString(built.resolve("lib/another.jar"), "");
    Files.setLastModifiedTime(
        built.resolve("complete"), FileTime.from(Instant.now().plusSeconds(5)));
    assertThat(call("--version").code()).isZero();

    assertThat(current()).isNotEqualTo(first);
    assertThat(current().resolve("lib/another.jar")).exists();
    assertThat(first.resolve("lib")).isDirectory();
  }

  @Test
  void classArchive_isUsed_alsoWithAPlugin() throws IOException {
    assertThat(call(RUN).code()).isZero();
    Path log = directory.resolve("classes.log");
    shell
        .with("STYXCACHE_JAVA_OPTIONS", "-Xlog:class+load:file=" + log)
        .with("STYXCACHE_PLUGINS", directory.resolve("plugin.jar").toString());

    assertThat(call(RUN).err()).contains("styxcache: hit ");

    assertThat(Files.readAllLines(log))
        .filteredOn(line -> line.contains(" dev.styxcache.domain.Metadata source:"))
        .singleElement()
        .asString()
        .contains("source: shared objects file");
  }

  @Test
  void nativeCode_isUsedFromBesideTheJars_withoutAWordFromJava() throws IOException {
    assumeTrue(
        Files.isDirectory(checkout.resolve("cli/target/styxcache/lib/META-INF/native")),
        "built without a C compiler");

    Result doctor = call("doctor");

    assertThat(doctor.out()).contains(", in C with ");
    assertThat(doctor.err()).isEmpty();
    try (Stream<Path> files = Files.walk(directory.resolve("home"))) {
      assertThat(files.filter(file -> file.toString().contains("styxcache/native"))).isEmpty();
    }
  }
}
