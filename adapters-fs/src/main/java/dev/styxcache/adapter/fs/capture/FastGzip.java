package dev.styxcache.adapter.fs.capture;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Compresses so fast that it does not hold up the tool whose output it is. */
final class FastGzip extends GZIPOutputStream {

  private static final int BUFFER_BYTES = 1 << 15;

  private FastGzip(OutputStream out) throws IOException {
    super(out, BUFFER_BYTES);
    def.setLevel(Deflater.BEST_SPEED);
  }

  static FastGzip open(Path file, OpenOption... options) throws IOException {
    OutputStream out = Files.newOutputStream(file, options);
    try {
      return new FastGzip(out);
    } catch (IOException e) {
      out.close();
      throw e;
    }
  }

  /** Frees the file and the compressor even where the last bytes cannot be written. */
  @Override
  public void close() throws IOException {
    try {
      super.close();
    } finally {
      def.end();
      out.close();
    }
  }
}
