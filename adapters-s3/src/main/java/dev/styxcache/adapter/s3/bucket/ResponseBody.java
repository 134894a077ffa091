package dev.styxcache.adapter.s3.bucket;

import java.io.FilterInputStream;
import java.io.IOException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Body of a response. It distinguishes a broken connection from a reader that failed. */
final class ResponseBody extends FilterInputStream {

  private final ResponseInputStream<GetObjectResponse> response;
  private boolean ended;
  private boolean broken;

  ResponseBody(ResponseInputStream<GetObjectResponse> response) {
    super(response);
    this.response = response;
  }

  GetObjectResponse response() {
    return response.response();
  }

  boolean isBroken() {
    return broken;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int count) throws IOException {
    try {
      int got = super.read(target, offset, count);
      ended |= got < 0;
      return got;
    } catch (IOException | RuntimeException e) {
      broken = true;
      throw e;
    }
  }

  /** A connection whose response was not read to the end cannot be reused. */
  @Override
  public void close() throws IOException {
    if (ended) {
      super.close();
    } else {
      response.abort();
    }
  }
}
