package dev.styxcache.adapter.catalog;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Makes archives of directories. */
final class Archives {

  private Archives() {}

  static void write(Path directory, String top, Path archive) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(directory)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    try (OutputStream out = Files.newOutputStream(archive)) {
      if (archive.toString().endsWith(".zip")) {
        zip(directory, top, files, out);
      } else {
        tar(directory, top, files, out);
      }
    }
  }

  private static void zip(Path directory, String top, List<Path> files, OutputStream out)
      throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    for (Path file : files) {
      ZipEntry entry = new ZipEntry(top + directory.relativize(file));
      entry.setTime(0);
      zip.putNextEntry(entry);
      zip.write(Files.readAllBytes(file));
      zip.closeEntry();
    }
    zip.finish();
  }

  private static void tar(Path directory, String top, List<Path> files, OutputStream out)
      throws IOException {
    GZIPOutputStream gzip = new GZIPOutputStream(out);
    TarArchiveOutputStream tar = new TarArchiveOutputStream(gzip);
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    for (Path file : files) {
      TarArchiveEntry entry = new TarArchiveEntry(top + directory.relativize(file));
      entry.setSize(Files.size(file));
      tar.putArchiveEntry(entry);
      tar.write(Files.readAllBytes(file));
      tar.closeArchiveEntry();
    }
    tar.finish();
    gzip.finish();
  }
}
