package dev.styxcache.adapter.s3;

import dev.styxcache.adapter.s3.bucket.Bucket;
import dev.styxcache.adapter.s3.bucket.BucketException;
import dev.styxcache.adapter.s3.bucket.Bytes;
import dev.styxcache.adapter.s3.bucket.Condition;
import dev.styxcache.adapter.s3.bucket.ObjectRange;
import dev.styxcache.adapter.s3.format.ObjectNames;
import dev.styxcache.application.spi.RemoteStoreProvider.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Tries a bucket: whether it answers, and keeps what it is given. */
final class BucketCheck {

  private final Bucket bucket;

  BucketCheck(Bucket bucket) {
    this.bucket = bucket;
  }

  List<Finding> run(boolean writing) {
    List<Finding> findings = new ArrayList<>();
    String probe = ObjectNames.probe(UUID.randomUUID().toString());
    try {
      bucket.read(ObjectRange.all(probe), (facts, stream) -> stream.transferTo(nowhere()));
      findings.add(new Finding(true, bucket.settings().name() + " answers and can be read"));
      if (writing) {
        write(probe, findings);
      }
    } catch (BucketException e) {
      findings.add(new Finding(false, e.fault().message()));
    } catch (IOException e) {
      findings.add(new Finding(false, "the answer of the bucket is lost: " + e.getMessage()));
    }
    return findings;
  }

  private static java.io.OutputStream nowhere() {
    return java.io.OutputStream.nullOutputStream();
  }

  private void write(String probe, List<Finding> findings) throws BucketException, IOException {
    byte[] content = probe.getBytes(StandardCharsets.UTF_8);
    Bytes body = new Bytes(content, content.length);
    bucket.put(probe, body, new Condition.Absent());
    boolean[] same = new boolean[1];
    bucket.read(
        ObjectRange.all(probe),
        (facts, stream) -> same[0] = Arrays.equals(stream.readAllBytes(), content));
    findings.add(
        same[0]
            ? new Finding(true, "what is written to it can be read")
            : new Finding(false, "it does not give back what is written to it; do not use it"));
    findings.add(
        bucket.put(probe, body, new Condition.Absent()).isEmpty()
            ? new Finding(true, "of two that write one entry it lets the first win")
            : new Finding(
                false,
                "its server ignores If-None-Match, so that of two machines that store one entry"
                    + " the later wins; use a server that knows it"));
    try {
      bucket.delete(probe);
    } catch (BucketException e) {
      findings.add(
          new Finding(
              true, "the probe " + probe + " stays, since these credentials may not delete"));
    }
  }
}
