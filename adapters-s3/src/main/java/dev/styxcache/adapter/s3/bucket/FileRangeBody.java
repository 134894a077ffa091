package dev.styxcache.adapter.s3.bucket;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A range of an open file. Several bodies may share the file, in parallel. */
public final class FileRangeBody implements Body {

  private final FileChannel file;
  private final long begin;
  private final long length;
  private volatile @Nullable IOException failure;

  /**
   * Makes a body.
   *
   * @param file open for reading
   * @param begin where the range begins
   * @param length length of the range, in bytes
   */
  public FileRangeBody(FileChannel file, long begin, long length) {
    this.file = file;
    this.begin = begin;
    this.length = length;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public InputStream open() {
    return new Reading();
  }

  @Override
  public Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  private final class Reading extends InputStream {

    private long done;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
      if (done == length) {
        return -1;
      }
      try {
        int wanted = (int) Math.min(count, length - done);
        int got = file.read(ByteBuffer.wrap(target, offset, wanted), begin + done);
        if (got < 0) {
          throw new EOFException("a file is shorter than it was");
        }
        done += got;
        return got;
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }

    @Override
    public int available() {
      return (int) Math.min(Integer.MAX_VALUE, length - done);
    }
  }
}
