package dev.styxcache.cli.endtoend;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.spi.EntryExport;
import dev.styxcache.application.spi.EntryImport;
import dev.styxcache.application.spi.Fault;
import dev.styxcache.application.spi.Fault.Reach;
import dev.styxcache.application.spi.IncomingContent;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.RemoteEntry;
import dev.styxcache.application.spi.RemoteFetch;
import dev.styxcache.application.spi.RemotePush;
import dev.styxcache.application.spi.RemoteStore;
import dev.styxcache.application.spi.RemoteStoreProvider;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.manifest.SharedEntry;
import dev.styxcache.domain.manifest.SharedMember;
import dev.styxcache.domain.manifest.TreeRecord;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A third-party remote store that uses only the ports: a folder on a share, with a file for each
 * blob and one for each manifest. {@code [store.folder] path = "…"} says where. It knows files and
 * folders only, and no links.
 */
public final class FolderRemoteProvider implements RemoteStoreProvider {

  @Override
  public String type() {
    return "folder";
  }

  @Override
  public OpenedRemote open(Map<String, Object> options) {
    if (!(options.get("path") instanceof String path) || options.size() != 1) {
      throw new IllegalArgumentException("store.folder has one setting, path; set it to a text");
    }
    Share share = new Share(Path.of(path));
    return new OpenedRemote(
        "folder " + path,
        share,
        writing -> List.of(new Finding(Files.isDirectory(share.folder), "it is a folder")));
  }

  private record Share(Path folder) implements RemoteStore {

    private Path description(CacheKey key) {
      return folder.resolve(key.hex());
    }

    private Path content(TreeRecord.File file) {
      return folder.resolve("content-" + file.hash().hex());
    }

    private static Fault fault(IOException e) {
      return new Fault(Reach.EVERYTHING, "it failed: " + e + "; see whether it is mounted");
    }

    @Override
    public Lookup<RemoteEntry> find(CacheKey key) {
      try {
        return Files.exists(description(key))
            ? new Lookup.Found<>(new Shared(this, read(key)))
            : new Lookup.Missing<>();
      } catch (IOException e) {
        return new Lookup.Unavailable<>(fault(e));
      }
    }

    @Override
    public Optional<Fault> discard(CacheKey key) {
      return Optional.empty();
    }

    @Override
    public RemotePush create(EntryExport export, ByteProgress progress) {
      try {
        long sent = 0;
        for (TreeRecord.File file : export.entry().files()) {
          if (!Files.exists(content(file))) {
            Files.copy(export.content(file), content(file));
            sent += file.size();
          }
        }
        write(export.entry());
        return new RemotePush.Stored(sent);
      } catch (FileAlreadyExistsException e) {
        return new RemotePush.Taken(find(export.entry().key()));
      } catch (IOException e) {
        return new RemotePush.Failed(fault(e));
      }
    }

    private void write(SharedEntry entry) throws IOException {
      try (DataOutputStream out =
          new DataOutputStream(
              Files.newOutputStream(description(entry.key()), StandardOpenOption.CREATE_NEW))) {
        out.writeUTF(entry.manifest().orElse(""));
        out.writeInt(entry.members().size());
        for (SharedMember member : entry.members()) {
          out.writeUTF(member.path());
          out.writeLong(member.modified().toEpochMilli());
          if (member.record() instanceof TreeRecord.File file) {
            out.writeUTF(file.hash().hex());
            out.writeLong(file.size());
            out.writeInt(file.mode());
          } else if (member.record() instanceof TreeRecord.Folder made) {
            out.writeUTF("");
            out.writeInt(made.mode());
          }
        }
      }
    }

    private SharedEntry read(CacheKey key) throws IOException {
      try (DataInputStream in = new DataInputStream(Files.newInputStream(description(key)))) {
        String manifest = in.readUTF();
        List<SharedMember> members = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
          String path = in.readUTF();
          Instant modified = Instant.ofEpochMilli(in.readLong());
          String hash = in.readUTF();
          TreeRecord record =
              hash.isEmpty()
                  ? new TreeRecord.Folder(path, in.readInt())
                  : file(path, new ContentHash(hash), in.readLong(), in.readInt());
          members.add(new SharedMember(record, modified));
        }
        return new SharedEntry(
            key, manifest.isEmpty() ? Optional.empty() : Optional.of(manifest), members);
      }
    }

    private static TreeRecord file(String path, ContentHash hash, long size, int mode) {
      return new TreeRecord.File(path, size, mode, hash);
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }

  private record Shared(Share share, SharedEntry entry) implements RemoteEntry {

    @Override
    public RemoteFetch fetch(EntryImport target, ByteProgress progress) {
      try {
        for (IncomingContent content : target.contents()) {
          try (InputStream bytes = Files.newInputStream(share.content(content.file()))) {
            content.write(0, content.file().size(), bytes, progress::done);
          }
        }
        return target.contents().stream().allMatch(IncomingContent::isSound)
            ? new RemoteFetch.Fetched()
            : new RemoteFetch.Corrupt("a content is not what it should be", this);
      } catch (IOException e) {
        return new RemoteFetch.Failed(Share.fault(e));
      }
    }

    @Override
    public RemotePush replace(EntryExport export, ByteProgress progress) {
      return new RemotePush.Failed(new Fault(Reach.THIS_ENTRY, "it never replaces one"));
    }

    @Override
    public Optional<Fault> discard() {
      try {
        Files.deleteIfExists(share.description(entry.key()));
        return Optional.empty();
      } catch (IOException e) {
        return Optional.of(Share.fault(e));
      }
    }
  }
}
