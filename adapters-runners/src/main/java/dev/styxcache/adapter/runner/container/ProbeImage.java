package dev.styxcache.adapter.runner.container;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * An image that shows whether an engine runs containers, made without one: its shell is a program
 * of some 150 bytes that prints {@link #ANSWER}, whatever it is told. Nothing is fetched for it.
 */
public final class ProbeImage {

  /** What a container of the image prints. */
  static final String ANSWER = "ok\n";

  /** The program's own part after the headers: write(1, "ok\n", 3); exit(0). */
  private static final String AMD64 =
      "b801000000bf01000000488d3510000000ba030000000f05b83c00000031ff0f05" + "6f6b0a";

  private static final String ARM64 =
      "080880d2200080d2c1000010620080d2010000d4a80b80d2000080d2010000d4" + "6f6b0a";

  private static final int TAR_BLOCK = 512;
  private static final List<String> FOLDERS =
      List.of("bin", "dev", "etc", "proc", "sys", "tmp", "var", "var/tmp");

  private final byte[] program;
  private final String architecture;

  private ProbeImage(byte[] program, String architecture) {
    this.program = program;
    this.architecture = architecture;
  }

  /**
   * The image for this machine.
   *
   * @return the image; empty where there is none for its processor
   */
  static Optional<ProbeImage> ofThisMachine() {
    return switch (System.getProperty("os.arch")) {
      case "amd64", "x86_64" -> Optional.of(new ProbeImage(elf(62, AMD64), "amd64"));
      case "aarch64", "arm64" -> Optional.of(new ProbeImage(elf(183, ARM64), "arm64"));
      default -> Optional.empty();
    };
  }

  /** An executable in the format ELF64 with one segment, of which all is loaded. */
  private static byte[] elf(int machine, String code) {
    byte[] body = HexFormat.of().parseHex(code);
    StringBuilder text = new StringBuilder("7f454c460201010000000000000000000200");
    text.append(little(machine, 2)).append(little(1, 4));
    text.append(little(0x400078, 8)).append(little(64, 8)).append(little(0, 8));
    text.append(little(0, 4)).append(little(64, 2)).append(little(56, 2)).append(little(1, 2));
    text.append(little(0, 2)).append(little(0, 2)).append(little(0, 2));
    text.append(little(1, 4)).append(little(5, 4)).append(little(0, 8));
    text.append(little(0x400000, 8)).append(little(0x400000, 8));
    text.append(little(0x78 + body.length, 8)).append(little(0x78 + body.length, 8));
    text.append(little(0x1000, 8)).append(code);
    return HexFormat.of().parseHex(text);
  }

  private static String little(long number, int bytes) {
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i < bytes; i++) {
      hex.append(HexFormat.of().toHexDigits((byte) (number >> (8 * i))));
    }
    return hex.toString();
  }

  /**
   * Writes the image as a directory.
   *
   * @param directory the directory, which does not exist
   * @throws IOException if it cannot be written
   */
  public void writeDirectory(Path directory) throws IOException {
    for (String folder : FOLDERS) {
      Files.createDirectories(directory.resolve(folder));
    }
    Path shell = Files.write(directory.resolve("bin/sh"), program);
    Files.setPosixFilePermissions(shell, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /**
   * Writes the image as an archive of docker.
   *
   * @param file the archive
   * @param tag the image's name
   * @throws IOException if it cannot be written
   */
  public void writeArchive(Path file, String tag) throws IOException {
    ByteArrayOutputStream layer = new ByteArrayOutputStream();
    for (String folder : FOLDERS) {
      tar(layer, folder + "/", new byte[0]);
    }
    tar(layer, "bin/sh", program);
    byte[] layerBytes = closed(layer);
    String config =
        "{\"architecture\":\""
            + architecture
            + "\",\"os\":\"linux\",\"config\":{},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"sha256:"
            + sha256(layerBytes)
            + "\"]}}";
    byte[] configBytes = config.getBytes(StandardCharsets.UTF_8);
    String configName = sha256(configBytes) + ".json";
    String manifest =
        "[{\"Config\":\""
            + configName
            + "\",\"RepoTags\":[\""
            + tag
            + "\"],\"Layers\":[\"layer.tar\"]}]";
    ByteArrayOutputStream image = new ByteArrayOutputStream();
    tar(image, "manifest.json", manifest.getBytes(StandardCharsets.UTF_8));
    tar(image, configName, configBytes);
    tar(image, "layer.tar", layerBytes);
    Files.write(file, closed(image));
  }

  /** Adds a file, or a directory whose name ends with a slash, in the format ustar. */
  private static void tar(ByteArrayOutputStream archive, String name, byte[] content) {
    boolean folder = name.endsWith("/");
    byte[] header = new byte[TAR_BLOCK];
    put(header, 0, name);
    put(header, 100, "0000755");
    put(header, 108, "0000000");
    put(header, 116, "0000000");
    put(header, 124, String.format("%011o", content.length));
    put(header, 136, "00000000000");
    put(header, 148, "        ");
    put(header, 156, folder ? "5" : "0");
    put(header, 257, "ustar\000" + "00");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, 148, String.format("%06o\0 ", sum));
    archive.writeBytes(header);
    archive.writeBytes(content);
    archive.writeBytes(new byte[(TAR_BLOCK - content.length % TAR_BLOCK) % TAR_BLOCK]);
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  private static byte[] closed(ByteArrayOutputStream archive) {
    archive.writeBytes(new byte[2 * TAR_BLOCK]);
    return archive.toByteArray();
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
