package dev.styxcache.adapter.s3;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.exception.NotFoundException;
import dev.styxcache.application.port.RemoteStore;
import dev.styxcache.application.port.RemoteStoreContract;
import dev.styxcache.domain.key.ContentHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The same on LocalStack, where a Docker engine and its image are there. The image is not fetched
 * for this: the last one that needs no token is 1.2 GB.
 */
class LocalStackTest extends RemoteStoreContract {

  private static final String IMAGE = "localstack/localstack:4.14.0";

  private static @Nullable LocalStackContainer container;
  private static @Nullable S3Client client;

  private final String prefix = UUID.randomUUID() + "/";
  private final List<RemoteStore> opened = new ArrayList<>();

  @BeforeAll
  static void start() {
    assumeTrue(
        DockerClientFactory.instance().isDockerAvailable(),
        "no Docker engine answers; LocalStack is not tried");
    assumeTrue(
        hasImage(), "the image " + IMAGE + " is not there; fetch it with: docker pull " + IMAGE);
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

  private static boolean hasImage() {
    try {
      return DockerClientFactory.instance().client().inspectImageCmd(IMAGE).exec() != null;
    } catch (NotFoundException e) {
      return false;
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
