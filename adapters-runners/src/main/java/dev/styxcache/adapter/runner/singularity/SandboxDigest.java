package dev.styxcache.adapter.runner.singularity;

import dev.styxcache.files.FileStat;
import dev.styxcache.files.TreeWalk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The digest of an image that is a directory: SHA-256 over its members in the order of their paths,
 * each with its kind, permissions and path, a file with the digest of its content, a link with what
 * it says. Links are not followed: in the container they lead elsewhere than here. For one digest.
 */
final class SandboxDigest implements TreeWalk.Visitor<IOException> {

  private final Path root;
  private final MessageDigest digest;
  private final List<Path> files = new ArrayList<>();

  private SandboxDigest(Path root) {
    this.root = root;
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * Digests a directory.
   *
   * @param root the directory
   * @param contents digests the files
   * @return 64 digits of lower-case hex
   * @throws IOException if something in it cannot be read, or there is nothing that digests files
   */
  static String of(Path root, ImageContents contents) throws IOException {
    Path real = root.toRealPath();
    SandboxDigest made = new SandboxDigest(real);
    TreeWalk.walk(real, TreeWalk.Settings.of(Comparator.naturalOrder()), made);
    Optional<List<String>> hashes = contents.blake3(made.files);
    if (hashes.isEmpty()) {
      throw new IOException(
          "its files cannot be digested: add dev.styxcache:styxcache-adapters-hash to the class path"
              + " or module path");
    }
    // The members have the order of the files, so the contents may follow all of them.
    for (String hash : hashes.get()) {
      made.add(hash);
    }
    return HexFormat.of().formatHex(made.digest.digest());
  }

  private void add(String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }

  @Override
  public void file(String path, FileStat stat) {
    add("f" + Integer.toOctalString(stat.permissions()));
    add(path);
    files.add(root.resolve(path));
  }

  @Override
  public void directory(String path, FileStat stat) {
    add("d" + Integer.toOctalString(stat.permissions()));
    add(path);
  }

  @Override
  public void link(String path) throws IOException {
    add("l");
    add(path);
    add(Files.readSymbolicLink(root.resolve(path)).toString());
  }

  @Override
  public void other(String path) {
    add("o");
    add(path);
  }

  @Override
  public void failed(String path, IOException failure) throws IOException {
    throw failure;
  }
}
