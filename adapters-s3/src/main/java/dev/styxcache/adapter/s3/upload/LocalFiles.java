package dev.styxcache.adapter.s3.upload;

import dev.styxcache.adapter.s3.format.BlobEncoding;
import dev.styxcache.application.spi.EntryExport;
import dev.styxcache.domain.manifest.TreeRecord;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/** Reads the files of an entry that is pushed. */
final class LocalFiles {

  private final EntryExport export;

  LocalFiles(EntryExport export) {
    this.export = export;
  }

  FileChannel open(TreeRecord.File file) throws IOException {
    return FileChannel.open(export.content(file), StandardOpenOption.READ);
  }

  /** Reads a whole short content into an array. */
  void read(TreeRecord.File file, byte[] target, int at) throws IOException {
    try (FileChannel channel = open(file)) {
      if (channel.size() != file.size()) {
        throw new IOException(
            export.content(file) + " has another length than when it was stored; remove the entry");
      }
      readFully(channel, 0, target, at, Math.toIntExact(file.size()));
    }
  }

  /** Reads a part of a content. */
  void read(TreeRecord.File file, long from, byte[] target, int count) throws IOException {
    try (FileChannel channel = open(file)) {
      readFully(channel, from, target, 0, count);
    }
  }

  private static void readFully(FileChannel channel, long from, byte[] target, int at, int count)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(target, at, count);
    long position = from;
    while (buffer.hasRemaining()) {
      int got = channel.read(buffer, position);
      if (got < 0) {
        throw new EOFException("a file of an entry is shorter than when it was stored");
      }
      position += got;
    }
  }

  /**
   * Reads a sample: from the beginning and from the middle, since headers differ from what follows.
   *
   * @return its length in bytes
   */
  int sample(TreeRecord.File file, byte[] target) throws IOException {
    int half = BlobEncoding.SAMPLE_BYTES / 2;
    if (file.size() <= BlobEncoding.SAMPLE_BYTES) {
      read(file, 0, target, (int) file.size());
      return (int) file.size();
    }
    try (FileChannel channel = open(file)) {
      readFully(channel, 0, target, 0, half);
      readFully(channel, Math.max(half, file.size() / 2 - half / 2), target, half, half);
    }
    return BlobEncoding.SAMPLE_BYTES;
  }
}
