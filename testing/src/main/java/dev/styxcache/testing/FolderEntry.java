package dev.styxcache.testing;

import dev.styxcache.application.spi.EntryExport;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.manifest.SharedEntry;
import dev.styxcache.domain.manifest.SharedMember;
import dev.styxcache.domain.manifest.TreeRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * An entry to be sent whose contents are in some folder, without a store around it: for tests of
 * what it is sent to.
 */
public final class FolderEntry implements EntryExport {

  private static final Instant MODIFIED = Instant.parse("2020-02-03T04:05:06.789012345Z");

  private final Path folder;
  private final Function<byte[], ContentHash> digest;
  private final CacheKey key;
  private final List<SharedMember> members = new ArrayList<>();
  private Optional<String> manifest;

  /**
   * With nothing in it yet.
   *
   * @param folder an empty folder
   * @param digest digests contents
   * @param name makes the key
   */
  public FolderEntry(Path folder, Function<byte[], ContentHash> digest, String name) {
    this.folder = folder;
    this.digest = digest;
    this.key = CacheKey.ofCanonicalText("{\"test\":\"" + name + "\"}");
    this.manifest = Optional.of("the manifest of \"" + name + "\"");
  }

  /** With another text of the manifest, or none. */
  public FolderEntry manifest(Optional<String> text) {
    manifest = text;
    return this;
  }

  /** With a further file. */
  public FolderEntry file(String path, byte[] content) {
    try {
      Path file = folder.resolve(path);
      Files.createDirectories(file.getParent());
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return elsewhere(path, content);
  }

  /** With a further file whose content is not at hand. */
  public FolderEntry elsewhere(String path, byte[] content) {
    return member(new TreeRecord.File(path, content.length, 0640, digest.apply(content)));
  }

  /** With a further folder. */
  public FolderEntry folder(String path) {
    return member(new TreeRecord.Folder(path, 0750));
  }

  /** With a further link. */
  public FolderEntry link(String path, String target) {
    return member(new TreeRecord.Link(path, target));
  }

  private FolderEntry member(TreeRecord record) {
    Instant modified = record instanceof TreeRecord.Link ? Instant.EPOCH : MODIFIED;
    members.add(new SharedMember(record, modified));
    return this;
  }

  @Override
  public SharedEntry entry() {
    return new SharedEntry(key, manifest, members);
  }

  @Override
  public Path content(TreeRecord.File file) {
    return folder.resolve(file.path());
  }

  @Override
  public Optional<String> findDamage() {
    return Optional.empty();
  }
}
