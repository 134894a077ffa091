package dev.styxcache.cli.caching;

import dev.styxcache.files.TreeDeletion;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

/**
 * Random files, variables and arguments of one call, and random changes of one of them. Some files
 * are declared as inputs, some are not, and links lead from the ones to the others.
 */
final class SandboxWorld {

  /** Names with what file systems allow and scripts get wrong. */
  private static final List<String> NAMES = List.of("a", "b c", "d\ne", "-f", "ä", "g=h", "*");

  private static final List<String> VARIABLES = List.of("S0", "S1", "S2", "LANG", "LC_ALL", "TZ");

  final Path root;
  private final Random random;
  private final List<Path> files = new ArrayList<>();
  final List<Path> inputs = new ArrayList<>();
  final List<String> listed = new ArrayList<>();
  final Map<String, String> inherited = new TreeMap<>();
  final Map<String, String> environ = new TreeMap<>();
  final List<String> arguments = new ArrayList<>();

  /**
   * Makes a world.
   *
   * @param root its directory, whose content is deleted
   */
  SandboxWorld(Path root, Random random) throws IOException {
    this.root = root;
    this.random = random;
    TreeDeletion.delete(root);
    for (String directory : List.of("in", "tree", "tree/sub", "tree/empty", "other", "hidden")) {
      Path made = Files.createDirectories(root.resolve(directory));
      for (int i = directory.endsWith("empty") ? 3 : 0; i < 1 + random.nextInt(3); i++) {
        Path file = made.resolve(pick(NAMES));
        files.add(Files.writeString(file, text()));
      }
    }
    for (Path file : files) {
      if (Objects.requireNonNull(file.getParent()).endsWith("in") && random.nextInt(4) > 0) {
        declare(file);
      }
    }
    if (random.nextBoolean()) {
      declare(root.resolve("tree"));
    }
    link("tree/inner", "sub");
    link("tree/dangling", "nowhere");
    link("tree/sub/outer", "../../other");
    link("tree/file", "../hidden/" + random.nextInt(2));
    Files.writeString(root.resolve("hidden/0"), text());
    Files.writeString(root.resolve("hidden/1"), text());
    inherited.put("PATH", "/usr/bin:/bin:" + root);
    inherited.put("HOME", "/home/a");
    inherited.put("TMPDIR", System.getProperty("java.io.tmpdir"));
    for (String variable : VARIABLES) {
      if (random.nextBoolean()) {
        inherited.put(variable, text());
      }
      if (random.nextInt(3) == 0) {
        listed.add(variable);
      }
      if (random.nextInt(5) == 0) {
        environ.put(variable, text());
      }
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      arguments.add(random.nextBoolean() ? text() : pick(files).toString());
    }
  }

  private void declare(Path path) {
    if (!inputs.contains(path)) {
      inputs.add(path);
    }
  }

  private String text() {
    return "text " + random.nextInt(3) + (random.nextBoolean() ? "\n" : "");
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private void link(String name, String target) throws IOException {
    if (random.nextInt(3) > 0) {
      Files.createSymbolicLink(root.resolve(name), Path.of(target));
    }
  }

  /** Changes one thing, perhaps to what it was. Returns what, for people. */
  String change() throws IOException {
    switch (random.nextInt(16)) {
      case 0, 1, 2 -> {
        Path file = pick(files);
        Files.writeString(file, text());
        return "content of " + file;
      }
      case 3 -> {
        Path file = pick(files);
        Files.setLastModifiedTime(file, FileTime.fromMillis(random.nextInt()));
        return "time of " + file;
      }
      case 4 -> {
        Path file = pick(files);
        Files.setPosixFilePermissions(
            file,
            PosixFilePermissions.fromString(random.nextBoolean() ? "rwxr-xr-x" : "rw-r--r--"));
        return "mode of " + file;
      }
      case 5 -> {
        Path file = pick(files).resolveSibling("new");
        Files.writeString(file, text());
        return "new file " + file;
      }
      case 6 -> {
        Path file = root.resolve("hidden/" + random.nextInt(2));
        Files.writeString(file, text());
        return "content of " + file + ", which a link may lead to";
      }
      case 7 -> {
        Path link = root.resolve("tree/" + pick(List.of("inner", "dangling", "sub/outer", "file")));
        Files.deleteIfExists(link);
        Files.createSymbolicLink(
            link, Path.of(pick(List.of("../other", "sub", "nowhere", "../hidden"))));
        return "link " + link;
      }
      case 8 -> {
        return exchangeByLink();
      }
      case 9 -> {
        inherited.put("PATH", pick(List.of("/usr/bin:/bin", "/bin:/usr/bin", "/usr/bin:/bin:/x")));
        return "PATH";
      }
      case 10 -> {
        inherited.put(pick(List.of("HOME", "S3", "LD_LIBRARY_PATH")), "/home/b");
        return "a variable that is withheld";
      }
      case 11, 12 -> {
        String name = pick(VARIABLES);
        inherited.put(name, text());
        return "variable " + name;
      }
      case 13 -> {
        String name = pick(VARIABLES);
        environ.put(name, text());
        return "variable " + name + " of the settings";
      }
      case 14 -> {
        arguments.add(text());
        return "one more argument";
      }
      default -> {
        return "nothing";
      }
    }
  }

  /** Puts a link to a copy in the place of a file. */
  private String exchangeByLink() throws IOException {
    Path file = pick(files);
    Path copy = root.resolve("copy");
    if (Files.isSymbolicLink(file) || file.startsWith(root.resolve("tree"))) {
      return "nothing";
    }
    try {
      Files.copy(file, copy);
    } catch (FileAlreadyExistsException e) {
      return "nothing";
    }
    Files.delete(file);
    Files.createSymbolicLink(file, copy);
    return "a link in the place of " + file;
  }
}
