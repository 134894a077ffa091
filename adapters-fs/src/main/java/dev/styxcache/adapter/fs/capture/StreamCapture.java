package dev.styxcache.adapter.fs.capture;

import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.domain.manifest.CapturedStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Captures one stream of a tool in two files: lines in UTF-8, each with its line feed, which Python
 * reads too; and the exact bytes, only if the tool writes something that is not UTF-8.
 *
 * <p>Memory is constant. Until the first byte that is not UTF-8 the two files would be equal; then
 * the first is finished as a gzip member and copied, and both continue with a second member.
 *
 * <p>A failure is kept for {@link #finish}, since it must not disturb the tool. Thread-safe.
 */
public final class StreamCapture implements OutputHandler {

  private static final int BUFFER_BYTES = 1 << 13;
  private static final byte[] REPLACEMENT = "\uFFFD".getBytes(StandardCharsets.UTF_8);

  private final Path linesFile;
  private final Path rawFile;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private final ByteBuffer pending = ByteBuffer.allocate(BUFFER_BYTES);
  private final CharBuffer checked = CharBuffer.allocate(BUFFER_BYTES);

  private @Nullable OutputStream lines;
  private @Nullable OutputStream raw;
  private @Nullable IOException failure;
  private long bytes;
  private byte last = '\n';
  private boolean closed;

  /**
   * Creates a capture.
   *
   * @param linesFile the file for the lines; must not exist
   * @param rawFile the file for the bytes, if it is needed; must not exist
   */
  public StreamCapture(Path linesFile, Path rawFile) {
    this.linesFile = linesFile;
    this.rawFile = rawFile;
  }

  @Override
  public synchronized void accept(byte[] buffer, int offset, int length) {
    if (failure != null || closed) {
      return;
    }
    bytes += length;
    last = buffer[offset + length - 1];
    try {
      int at = offset;
      while (at < offset + length) {
        int piece = Math.min(pending.remaining(), offset + length - at);
        pending.put(buffer, at, piece);
        at += piece;
        drain(false);
      }
    } catch (IOException e) {
      failure = e;
    }
  }

  /**
   * Finishes the files. Later output is ignored.
   *
   * @return what was captured
   * @throws IOException if the capture failed, now or earlier; the files are useless then
   */
  public synchronized CapturedStream finish() throws IOException {
    if (failure != null) {
      throw failure;
    }
    drain(true);
    if (last != '\n') {
      lines().write('\n');
    }
    lines().close();
    if (raw != null) {
      raw.close();
    }
    closed = true;
    return new CapturedStream(bytes, last == '\n', raw == null);
  }

  /** Closes the files of a capture that is not needed any more. Never throws. */
  public synchronized void abandon() {
    if (!closed) {
      closed = true;
      closeQuietly(lines);
      closeQuietly(raw);
    }
  }

  private static void closeQuietly(@Nullable OutputStream stream) {
    try {
      if (stream != null) {
        stream.close();
      }
    } catch (IOException e) {
      // The file is about to be deleted.
      return;
    }
  }

  private void drain(boolean end) throws IOException {
    pending.flip();
    CoderResult result;
    do {
      int start = pending.position();
      checked.clear();
      result = decoder.decode(pending, checked, end);
      write(start, pending.position() - start);
      if (result.isMalformed()) {
        startRaw().write(pending.array(), pending.position(), result.length());
        lines().write(REPLACEMENT);
        pending.position(pending.position() + result.length());
      }
    } while (!result.isUnderflow());
    pending.compact();
  }

  /** Writes valid bytes. */
  private void write(int start, int length) throws IOException {
    if (length > 0) {
      lines().write(pending.array(), start, length);
      if (raw != null) {
        raw.write(pending.array(), start, length);
      }
    }
  }

  private OutputStream lines() throws IOException {
    if (lines == null) {
      lines = FastGzip.open(linesFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }
    return lines;
  }

  private OutputStream startRaw() throws IOException {
    if (raw == null) {
      lines().close();
      Files.copy(linesFile, rawFile);
      raw = FastGzip.open(rawFile, StandardOpenOption.APPEND);
      lines = FastGzip.open(linesFile, StandardOpenOption.APPEND);
    }
    return raw;
  }

  /** Compresses at the fastest level, so that it does not slow the tool down. */
  private static final class FastGzip extends GZIPOutputStream {

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

    /** Releases the file and the compressor even if the last bytes cannot be written. */
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
}
