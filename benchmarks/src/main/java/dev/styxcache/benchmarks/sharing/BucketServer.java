package dev.styxcache.benchmarks.sharing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;

/** S3Proxy in a process of its own, so that its heap is not the measured one. */
public final class BucketServer implements AutoCloseable {

  static final String BUCKET = "lab-cache";
  static final String ACCESS_KEY = "the-lab";
  static final String SECRET = "open-sesame-7Hq";

  private final Process process;
  private final URI endpoint;

  private BucketServer(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  static BucketServer start(Path folder) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                System.getProperty("java.class.path"),
                BucketServer.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = output.readLine();
    if (line == null) {
      throw new IOException("the server did not start");
    }
    return new BucketServer(process, URI.create(line));
  }

  URI endpoint() {
    return endpoint;
  }

  /**
   * Serves until its standard input ends.
   *
   * @param arguments the folder to keep objects in
   * @throws Exception if it cannot be started
   */
  public static void main(String[] arguments) throws Exception {
    Properties properties = new Properties();
    properties.setProperty("jclouds.provider", "filesystem");
    properties.setProperty("jclouds.filesystem.basedir", List.of(arguments).get(0));
    S3Proxy proxy =
        S3Proxy.builder()
            .blobStore(BlobStores.create("filesystem", properties))
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET)
            .ignoreUnknownHeaders(true)
            .build();
    proxy.start();
    System.out.println("http://127.0.0.1:" + proxy.getPort());
    System.out.flush();
    while (System.in.read() >= 0) {
      // Whoever started it closes this when it is to end, be it by dying.
    }
    proxy.stop();
    System.exit(0);
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
