package dev.styxcache.adapter.s3;

import dev.styxcache.adapter.s3.bucket.Bucket;
import dev.styxcache.adapter.s3.bucket.BucketException;
import dev.styxcache.adapter.s3.bucket.ByteArrayBody;
import dev.styxcache.adapter.s3.bucket.ObjectRange;
import dev.styxcache.adapter.s3.bucket.WriteCondition;
import dev.styxcache.adapter.s3.format.ObjectNames;
import dev.styxcache.application.spi.RemoteStoreProvider.Finding;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Tests a bucket: whether it responds, keeps what is written, and honours preconditions. */
final class BucketProbe {

  private final Bucket bucket;

  BucketProbe(Bucket bucket) {
    this.bucket = bucket;
  }

  List<Finding> run(boolean writing) {
    List<Finding> findings = new ArrayList<>();
    String probe = ObjectNames.probe(UUID.randomUUID().toString());
    try {
      bucket.read(
          ObjectRange.all(probe),
          (info, stream) -> stream.transferTo(OutputStream.nullOutputStream()));
      findings.add(new Finding(true, bucket.settings().name() + " responds and can be read"));
      if (writing) {
        write(probe, findings);
      }
    } catch (BucketException e) {
      findings.add(new Finding(false, e.fault().message()));
    } catch (IOException e) {
      findings.add(new Finding(false, "the response of the bucket is lost: " + e.getMessage()));
    }
    return findings;
  }

  private void write(String probe, List<Finding> findings) throws BucketException, IOException {
    byte[] content = probe.getBytes(StandardCharsets.UTF_8);
    ByteArrayBody body = new ByteArrayBody(content);
    bucket.put(probe, body, new WriteCondition.IfAbsent());
    boolean[] same = new boolean[1];
    bucket.read(
        ObjectRange.all(probe),
        (info, stream) -> same[0] = Arrays.equals(stream.readAllBytes(), content));
    findings.add(
        same[0]
            ? new Finding(true, "what is written to it can be read")
            : new Finding(false, "it does not return what was written to it; do not use it"));
    findings.add(
        bucket.put(probe, body, new WriteCondition.IfAbsent()).isEmpty()
            ? new Finding(true, "of two machines that write one entry the first wins")
            : new Finding(
                false,
                "its server ignores If-None-Match, so that of two machines that write one entry"
                    + " the last wins; use a server that supports it"));
    try {
      bucket.delete(probe);
    } catch (BucketException e) {
      findings.add(
          new Finding(
              true, "the probe " + probe + " remains, since these credentials may not delete"));
    }
  }
}
