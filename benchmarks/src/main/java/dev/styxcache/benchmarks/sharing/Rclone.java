package dev.styxcache.benchmarks.sharing;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** The tool that we compare ourselves with, as a whole process. */
final class Rclone {

  private final URI endpoint;

  Rclone(URI endpoint) {
    this.endpoint = endpoint;
  }

  void makeBucket() throws IOException, InterruptedException {
    run("mkdir", "s:" + BucketServer.BUCKET);
  }

  void store(Path folder, String name) throws IOException, InterruptedException {
    copy(folder.toString(), remote(name));
  }

  void fetch(String name, Path folder) throws IOException, InterruptedException {
    copy(remote(name), folder.toString());
  }

  void deleteAll() throws IOException, InterruptedException {
    run("delete", "s:" + BucketServer.BUCKET);
  }

  private static String remote(String name) {
    return "s:" + BucketServer.BUCKET + "/rclone/" + name;
  }

  private void copy(String from, String to) throws IOException, InterruptedException {
    run("copy", "--transfers", "16", "--checkers", "16", from, to);
  }

  private void run(String... arguments) throws IOException, InterruptedException {
    String[] command = new String[arguments.length + 1];
    command[0] = "rclone";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
    builder
        .environment()
        .putAll(
            Map.of(
                "RCLONE_CONFIG", "/dev/null",
                "RCLONE_CONFIG_S_TYPE", "s3",
                "RCLONE_CONFIG_S_PROVIDER", "Other",
                "RCLONE_CONFIG_S_ENDPOINT", endpoint.toString(),
                "RCLONE_CONFIG_S_ACCESS_KEY_ID", BucketServer.ACCESS_KEY,
                "RCLONE_CONFIG_S_SECRET_ACCESS_KEY", BucketServer.SECRET,
                "RCLONE_LOG_LEVEL", "ERROR"));
    if (builder.start().waitFor() != 0) {
      throw new IOException("rclone failed: " + String.join(" ", arguments));
    }
  }
}
