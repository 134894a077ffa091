/** A remote store in an S3 bucket. The AWS SDK consists of automatic modules: not for jlink. */
@SuppressWarnings("module") // That S3 ends with a digit.
module dev.styxcache.adapter.s3 {
  requires com.github.luben.zstd_jni;
  requires dev.styxcache.application;
  requires org.slf4j;
  requires software.amazon.awssdk.awscore;
  requires software.amazon.awssdk.core;
  requires software.amazon.awssdk.http;
  requires software.amazon.awssdk.http.apache5;
  requires software.amazon.awssdk.regions;
  requires software.amazon.awssdk.retries;
  requires software.amazon.awssdk.retries.api;
  requires software.amazon.awssdk.services.s3;
  requires dev.styxcache.json;
  requires tools.jackson.core;

  provides dev.styxcache.application.spi.RemoteStoreProvider with
      dev.styxcache.adapter.s3.S3RemoteStoreProvider;
}
