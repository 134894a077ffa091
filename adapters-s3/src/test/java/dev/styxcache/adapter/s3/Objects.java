package dev.styxcache.adapter.s3;

import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Direct access to the objects of a bucket, to inspect and corrupt them. */
record Objects(S3Client client, String bucket, String prefix) {

  List<String> names(String below) {
    ListObjectsV2Request request =
        ListObjectsV2Request.builder().bucket(bucket).prefix(prefix + below).build();
    return client.listObjectsV2Paginator(request).contents().stream().map(S3Object::key).toList();
  }

  byte[] get(String name) {
    return client.getObjectAsBytes(get -> get.bucket(bucket).key(name)).asByteArray();
  }

  void put(String name, byte[] content) {
    client.putObject(put -> put.bucket(bucket).key(name), RequestBody.fromBytes(content));
  }

  void delete(String name) {
    client.deleteObject(delete -> delete.bucket(bucket).key(name));
  }

  /** Flips a bit in the middle of each object. */
  void garble(String below) {
    for (String name : names(below)) {
      byte[] content = get(name);
      content[content.length / 2] ^= 0x40;
      put(name, content);
    }
  }

  /** Corrupts each object that holds contents. */
  void garbleContents() {
    garble("v1/blobs/");
    garble("v1/packs/");
  }

  /** Deletes each object that holds contents. */
  void loseContents() {
    names("v1/blobs/").forEach(this::delete);
    names("v1/packs/").forEach(this::delete);
  }
}
