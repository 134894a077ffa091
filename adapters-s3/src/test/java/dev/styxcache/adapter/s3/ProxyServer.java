package dev.styxcache.adapter.s3;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * An S3 server in this process. It stores objects in files, checks signatures, and lets exactly one
 * of several conditional writers win.
 */
public final class ProxyServer implements AutoCloseable {

  /** Name of the bucket, which exists from the start. */
  public static final String BUCKET = "lab-cache";

  /** Access key id. */
  public static final String ACCESS_KEY = "the-lab";

  /** Secret access key. */
  public static final String SECRET = "open-sesame-7Hq";

  private final S3Proxy proxy;
  private final URI endpoint;
  private final S3Client client;

  private ProxyServer(Path folder, int port) throws Exception {
    Properties properties = new Properties();
    properties.setProperty("jclouds.provider", "filesystem");
    properties.setProperty("jclouds.filesystem.basedir", folder.toString());
    this.proxy =
        S3Proxy.builder()
            .blobStore(BlobStores.create("filesystem", properties))
            .endpoint(URI.create("http://127.0.0.1:" + port))
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET)
            .ignoreUnknownHeaders(true)
            .build();
    proxy.start();
    this.endpoint = URI.create("http://127.0.0.1:" + proxy.getPort());
    this.client =
        S3Client.builder()
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .forcePathStyle(true)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET)))
            .httpClientBuilder(Apache5HttpClient.builder())
            .build();
    signIn();
  }

  /** Starts a server with an empty bucket on a free port. */
  public static ProxyServer start(Path folder) throws Exception {
    ProxyServer server = new ProxyServer(Files.createDirectories(folder), 0);
    server.client.createBucket(request -> request.bucket(BUCKET));
    return server;
  }

  /** Starts a server with the objects of an earlier one. */
  public static ProxyServer restart(Path folder, int port) throws Exception {
    return new ProxyServer(folder, port);
  }

  /** Sets the credentials of this process, where the SDK looks first. */
  public static void signIn() {
    System.setProperty("aws.accessKeyId", ACCESS_KEY);
    System.setProperty("aws.secretAccessKey", SECRET);
  }

  /** Returns its address. */
  public URI endpoint() {
    return endpoint;
  }

  /** Returns an SDK client that shares no code with the adapter. */
  public S3Client client() {
    return client;
  }

  /** Returns the options of a configuration that uses this server. */
  public Map<String, Object> options(String prefix) {
    return Map.of(
        "bucket", BUCKET, "prefix", prefix, "endpoint", endpoint().toString(), "path_style", true);
  }

  @Override
  public void close() throws IOException {
    client.close();
    try {
      proxy.stop();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }
}
