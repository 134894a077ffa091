package dev.styxcache.adapter.s3;

import dev.styxcache.adapter.s3.bucket.Bucket;
import dev.styxcache.adapter.s3.bucket.BucketSettings;
import dev.styxcache.application.spi.RemoteStoreProvider;
import java.util.Map;

/** Opens buckets of Amazon S3 and of compatible servers. */
public final class S3RemoteStoreProvider implements RemoteStoreProvider {

  /** Makes the provider. Stateless. */
  public S3RemoteStoreProvider() {}

  @Override
  public String type() {
    return "s3";
  }

  @Override
  public OpenedRemote open(Map<String, Object> options) {
    BucketSettings settings = BucketSettings.of(options);
    Bucket bucket = new Bucket(settings);
    return new OpenedRemote(
        settings.name(), new S3RemoteStore(bucket), new BucketProbe(bucket)::run);
  }
}
