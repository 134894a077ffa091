package dev.styxcache.adapter.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.luben.zstd.ZstdInputStream;
import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.spi.RemotePush;
import dev.styxcache.application.spi.RemoteStore;
import dev.styxcache.testing.FolderEntry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other programs can list and read what was stored. */
class IndependentClientsTest {

  @TempDir private Path directory;

  private ProxyServer server;
  private final byte[] noise = new byte[200_000];
  private final byte[] prose =
      "all work and no play ".repeat(500_000).getBytes(StandardCharsets.UTF_8);
  private FolderEntry entry;

  @BeforeEach
  void store() throws Exception {
    server = ProxyServer.start(directory.resolve("server"));
    new Random(1).nextBytes(noise);
    entry =
        new FolderEntry(Files.createDirectory(directory.resolve("entry")), Digests::of, "a")
            .file("noise", noise)
            .file("text", prose);
    try (RemoteStore store = new S3RemoteStoreProvider().open(server.options("styx/")).store()) {
      assertThat(store.create(entry, ByteProgress.silent())).isInstanceOf(RemotePush.Stored.class);
    }
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void rclone_listsAndReadsWhatWasStored() throws Exception {
    requireTool("rclone");
    assertThat(
            text(rclone("lsf", "-R", "--files-only", "s:" + ProxyServer.BUCKET + "/styx")).lines())
        .containsExactlyInAnyOrder(
            "v1/entries/" + entry.entry().key().hex() + ".zst",
            "v1/blobs/" + Digests.of(noise).hex(),
            "v1/blobs/" + Digests.of(prose).hex() + ".zst");
    String blobs = "s:" + ProxyServer.BUCKET + "/styx/v1/blobs/";
    assertThat(rclone("cat", blobs + Digests.of(noise).hex())).isEqualTo(noise);
    assertThat(unpacked(rclone("cat", blobs + Digests.of(prose).hex() + ".zst"))).isEqualTo(prose);
    String manifest =
        "s:" + ProxyServer.BUCKET + "/styx/v1/entries/" + entry.entry().key().hex() + ".zst";
    assertThat(text(unpacked(rclone("cat", manifest))))
        .contains("\"path\":\"noise\"", Digests.of(prose).hex());
  }

  @Test
  void s3cmd_listsAndReadsWhatWasStored() throws Exception {
    requireTool("s3cmd");
    String bucket = "s3://" + ProxyServer.BUCKET;
    assertThat(text(s3cmd("ls", "--recursive", bucket)).lines())
        .hasSize(3)
        .anyMatch(line -> line.endsWith("/v1/blobs/" + Digests.of(noise).hex()));
    Path copy = directory.resolve("copy");
    s3cmd("get", bucket + "/styx/v1/blobs/" + Digests.of(noise).hex(), copy.toString());
    assertThat(copy).hasBinaryContent(noise);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] unpacked(byte[] stored) throws IOException {
    try (ZstdInputStream in = new ZstdInputStream(new ByteArrayInputStream(stored))) {
      return in.readAllBytes();
    }
  }

  private byte[] rclone(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("rclone"));
    command.addAll(List.of(arguments));
    return run(
        command,
        Map.of(
            "RCLONE_CONFIG",
            directory.resolve("none").toString(),
            "RCLONE_CONFIG_S_TYPE",
            "s3",
            "RCLONE_CONFIG_S_PROVIDER",
            "Other",
            "RCLONE_CONFIG_S_ENDPOINT",
            server.endpoint().toString(),
            "RCLONE_CONFIG_S_ACCESS_KEY_ID",
            ProxyServer.ACCESS_KEY,
            "RCLONE_CONFIG_S_SECRET_ACCESS_KEY",
            ProxyServer.SECRET));
  }

  private byte[] s3cmd(String... arguments) throws Exception {
    URI endpoint = server.endpoint();
    String host = endpoint.getHost() + ":" + endpoint.getPort();
    Path config = directory.resolve("s3cfg");
    Files.writeString(
        config,
        String.join(
            "\n",
            "[default]",
            "access_key = " + ProxyServer.ACCESS_KEY,
            "secret_key = " + ProxyServer.SECRET,
            "host_base = " + host,
            "host_bucket = " + host,
            "use_https = False",
            ""));
    List<String> command =
        new ArrayList<>(List.of("s3cmd", "--config", config.toString(), "--no-progress"));
    command.addAll(List.of(arguments));
    return run(command, Map.of());
  }

  private static byte[] run(List<String> command, Map<String, String> variables) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
    builder.environment().putAll(variables);
    Process process = builder.start();
    byte[] output = process.getInputStream().readAllBytes();
    assertThat(process.waitFor()).as("exit code of %s", command).isZero();
    return output;
  }

  private static void requireTool(String debianPackage) {
    Path tool = Path.of("/usr/bin", debianPackage);
    String message = tool + " is missing; install it with: apt-get install " + debianPackage;
    if (System.getenv("STYX_TESTS_REQUIRE") == null) {
      assumeTrue(Files.exists(tool), message);
    } else {
      assertThat(tool).as(message).exists();
    }
  }
}
