package dev.styxcache.adapter.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** The formats of archives. */
enum ArchiveFormat {
  /** Tar, compressed by gzip. */
  TAR_GZ {
    @Override
    Map<String, byte[]> read(Path archive) throws IOException {
      Contents contents = new Contents();
      try (InputStream file = Files.newInputStream(archive);
          TarArchiveInputStream tar =
              new TarArchiveInputStream(new GZIPInputStream(file, BUFFER), "UTF-8")) {
        for (TarArchiveEntry entry = tar.getNextEntry();
            entry != null;
            entry = tar.getNextEntry()) {
          if (entry.isLink()) {
            contents.addLink(entry.getName(), entry.getLinkName());
          } else if (entry.isFile() && !entry.isSymbolicLink()) {
            contents.add(entry.getName(), tar);
          }
        }
      }
      return contents.files;
    }
  },
  /** Zip. */
  ZIP {
    @Override
    Map<String, byte[]> read(Path archive) throws IOException {
      Contents contents = new Contents();
      try (ZipFile zip = new ZipFile(archive.toFile())) {
        for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
          ZipEntry entry = entries.nextElement();
          if (!entry.isDirectory()) {
            try (InputStream content = zip.getInputStream(entry)) {
              contents.add(entry.getName(), content);
            }
          }
        }
      }
      return contents.files;
    }
  };

  private static final int BUFFER = 1 << 16;

  /** Maximum size of all contents together, in bytes; 50 times NiWrap's. */
  private static final long LARGEST = 1L << 29;

  /**
   * Reads the JSON files of an archive.
   *
   * @param archive the archive
   * @return their contents by their names in the archive, without {@code ./} at the start
   * @throws IOException if it cannot be read, is no such archive, or is too large for a catalogue
   */
  abstract Map<String, byte[]> read(Path archive) throws IOException;

  /** What has been read so far. Other files than JSON are passed over. */
  private static final class Contents {
    private final Map<String, byte[]> files = new TreeMap<>();
    private long size;

    void add(String name, InputStream content) throws IOException {
      if (name.endsWith(".json")) {
        put(name, content.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, LARGEST - size + 1)));
      }
    }

    void addLink(String name, String earlier) throws IOException {
      byte[] content = files.get(plain(earlier));
      if (content != null) {
        put(name, content);
      }
    }

    private void put(String name, byte[] content) throws IOException {
      size += content.length;
      if (size > LARGEST) {
        throw new IOException("it has more than " + LARGEST + " bytes of JSON");
      }
      files.put(plain(name), content);
    }

    private static String plain(String name) {
      return name.startsWith("./") ? name.substring(2) : name;
    }
  }
}
