package dev.styxcache.adapter.hash;

import dev.styxcache.files.process.Commands;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Hashes as a user who may not read everything, in a JVM of its own. Tests are often run by root,
 * who may.
 */
final class AnotherUser {

  private static final String NOBODY = "65534";

  /** What is in the names of the parts of the class path that hashing needs. */
  private static final List<String> CODE =
      List.of("styxcache", "adapters-hash", "files", "application", "domain", "blake3", "slf4j");

  private AnotherUser() {}

  /**
   * Hashes an input.
   *
   * @param directory a directory that is made readable to all, for the code
   * @return what that says: the digest, or the error
   */
  static String hash(Path directory, Path input) throws IOException, InterruptedException {
    Path code = Files.createTempDirectory(directory, "code");
    // Class path and temporary directories can lie where only their owner may look.
    Commands.run("chmod", "755", directory.toString(), code.toString());
    List<String> classPath = new ArrayList<>();
    for (String part : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (CODE.stream().anyMatch(part::contains)) {
        String copy = code.resolve("part" + classPath.size()).toString();
        Commands.run("cp", "-r", part, copy);
        classPath.add(copy);
      }
    }
    Commands.run("chmod", "-R", "a+rX", code.toString());
    List<String> command = new ArrayList<>();
    if (Commands.run("id", "-u").trim().equals("0")) {
      command.addAll(
          List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
    }
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-Dsun.jnu.encoding=UTF-8",
            "-Dslf4j.internal.verbosity=ERROR",
            "-cp",
            String.join(File.pathSeparator, classPath),
            Main.class.getName(),
            input.toString()));
    return Commands.run(command.toArray(String[]::new)).trim();
  }

  /** What runs in the other JVM. */
  static final class Main {

    private Main() {}

    public static void main(String[] arguments) {
      try {
        System.out.println(Digests.content(Path.of(arguments[0])).hash().hex());
      } catch (RuntimeException e) {
        System.out.println(e);
      }
    }
  }
}
