package dev.styxcache.adapter.s3;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.styxcache.application.spi.RemoteStore;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.testing.contract.RemoteStoreContract;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The remote store on LocalStack, if Docker and the image are present. The test does not pull the
 * image: the last one that needs no token is 1.2 GB.
 */
class LocalStackTest extends RemoteStoreContract {

  private static final String IMAGE = "localstack/localstack:4.14.0";

  private static @Nullable LocalStackContainer container;
  private static @Nullable S3Client client;

  private final String prefix = UUID.randomUUID() + "/";
  private final List<RemoteStore> opened = new ArrayList<>();

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    assumeTrue(
        hasImage(),
        "no Docker engine answers that has the image "
            + IMAGE
            + "; fetch it with: docker pull "
            + IMAGE);
    LocalStackContainer started =
        new LocalStackContainer(DockerImageName.parse(IMAGE)).withServices("s3");
    container = started;
    started.start();
    client =
        S3Client.builder()
            .endpointOverride(started.getEndpoint())
            .region(Region.of(started.getRegion()))
            .forcePathStyle(true)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(started.getAccessKey(), started.getSecretKey())))
            .build();
    client.createBucket(request -> request.bucket(ProxyServer.BUCKET));
    System.setProperty("aws.accessKeyId", started.getAccessKey());
    System.setProperty("aws.secretAccessKey", started.getSecretKey());
  }

  /**
   * Docker's own client is asked, since Testcontainers fails where there is an engine without the
   * usual network, as that of other tests is.
   */
  private static boolean hasImage() throws IOException, InterruptedException {
    try {
      return new ProcessBuilder("docker", "image", "inspect", IMAGE)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).contains("error=2")) {
        return false; // There is no client, so there is no engine.
      }
      throw e;
    }
  }

  @AfterAll
  static void stop() {
    if (client != null) {
      client.close();
    }
    if (container != null) {
      container.stop();
    }
  }

  @AfterEach
  void closeAll() {
    opened.forEach(RemoteStore::close);
  }

  @Override
  protected RemoteStore open() {
    LocalStackContainer started = requireNonNull(container);
    RemoteStore store =
        new S3RemoteStoreProvider()
            .open(
                Map.of(
                    "bucket",
                    ProxyServer.BUCKET,
                    "prefix",
                    prefix,
                    "endpoint",
                    started.getEndpoint().toString(),
                    "region",
                    started.getRegion(),
                    "path_style",
                    true))
            .store();
    opened.add(store);
    return store;
  }

  @Override
  protected ContentHash digest(byte[] content) {
    return Digests.of(content);
  }

  @Override
  protected void harm(Harm harm) {
    Objects objects = new Objects(requireNonNull(client), ProxyServer.BUCKET, prefix);
    switch (harm) {
      case CHANGED_CONTENTS -> objects.garbleContents();
      case LOST_CONTENTS -> objects.loseContents();
      case GARBLED_DESCRIPTIONS -> objects.garble("v1/entries/");
    }
  }
}
