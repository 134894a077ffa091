package dev.styxcache.adapter.hash.tree;

import dev.styxcache.adapter.hash.tree.TreeMember.EmptyDirectory;
import dev.styxcache.adapter.hash.tree.TreeMember.InnerLink;
import dev.styxcache.adapter.hash.tree.TreeMember.OuterLink;
import dev.styxcache.adapter.hash.tree.TreeMember.RegularFile;
import dev.styxcache.files.FileStat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The members of one tree in the order of their paths, packed into an array. Trees can have
 * millions of files, so a member takes some tens of bytes and becomes an object only during
 * iteration. Paths are stored without the prefix that they share with the path before.
 *
 * <p>Immutable, so safe for use by many threads.
 */
final class PackedSnapshot implements Iterable<TreeMember> {

  private static final int FILE = 0;
  private static final int EMPTY_DIRECTORY = 1;
  private static final int INNER_LINK = 2;
  private static final int OUTER_LINK = 3;
  private static final int END = 4;

  private final byte[] members;
  private final long fileBytes;

  private PackedSnapshot(byte[] members, long fileBytes) {
    this.members = members;
    this.fileBytes = fileBytes;
  }

  /** The total size of all files, in bytes. */
  long fileBytes() {
    return fileBytes;
  }

  /** Packs members. For one thread. */
  static final class Writer {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream data = new DataOutputStream(bytes);
    private String before = "";
    private long fileBytes;

    void add(TreeMember member) {
      try {
        if (member instanceof RegularFile file) {
          begin(FILE, file.path());
          stat(file.stat());
          fileBytes += file.stat().size();
        } else if (member instanceof EmptyDirectory directory) {
          begin(EMPTY_DIRECTORY, directory.path());
        } else if (member instanceof InnerLink link) {
          begin(INNER_LINK, link.path());
          text(link.target());
        } else if (member instanceof OuterLink link) {
          begin(OUTER_LINK, link.path());
          text(link.target());
          data.writeInt(link.tree());
          text(link.pathInTree());
        }
      } catch (IOException e) {
        throw new UncheckedIOException("writing to memory failed", e);
      }
    }

    PackedSnapshot finish() {
      bytes.write(END);
      return new PackedSnapshot(bytes.toByteArray(), fileBytes);
    }

    private void begin(int kind, String path) throws IOException {
      int common = 0;
      int end = Math.min(before.length(), path.length());
      while (common < end && before.charAt(common) == path.charAt(common)) {
        common++;
      }
      if (common > 0 && Character.isHighSurrogate(path.charAt(common - 1))) {
        common--;
      }
      data.writeByte(kind);
      data.writeInt(common);
      text(path.substring(common));
      before = path;
    }

    private void text(String text) throws IOException {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      data.writeInt(utf8.length);
      data.write(utf8);
    }

    private void stat(FileStat stat) throws IOException {
      // The mode has 16 bits, as st_mode of all systems.
      data.writeShort(stat.mode());
      data.writeLong(stat.size());
      data.writeLong(stat.modified());
      data.writeLong(stat.changed());
      data.writeLong(stat.device());
      data.writeLong(stat.inode());
    }
  }

  @Override
  public Iterator<TreeMember> iterator() {
    return new Reader(new DataInputStream(new ByteArrayInputStream(members)));
  }

  private static final class Reader implements Iterator<TreeMember> {

    private final DataInputStream data;
    private String before = "";
    private int kind;

    Reader(DataInputStream data) {
      this.data = data;
      try {
        kind = data.readByte();
      } catch (IOException e) {
        throw new UncheckedIOException("the end mark is missing", e);
      }
    }

    @Override
    public boolean hasNext() {
      return kind != END;
    }

    @Override
    public TreeMember next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      try {
        before = before.substring(0, data.readInt()) + text();
        TreeMember member = member(before);
        kind = data.readByte();
        return member;
      } catch (IOException e) {
        throw new UncheckedIOException("a member is incomplete", e);
      }
    }

    private TreeMember member(String path) throws IOException {
      return switch (kind) {
        case FILE -> new RegularFile(path, stat());
        case EMPTY_DIRECTORY -> new EmptyDirectory(path);
        case INNER_LINK -> new InnerLink(path, text());
        case OUTER_LINK -> new OuterLink(path, text(), data.readInt(), text());
        default -> throw new IllegalStateException("unknown kind of member: " + kind);
      };
    }

    private String text() throws IOException {
      byte[] utf8 = new byte[data.readInt()];
      data.readFully(utf8);
      return new String(utf8, StandardCharsets.UTF_8);
    }

    private FileStat stat() throws IOException {
      int mode = data.readUnsignedShort();
      long size = data.readLong();
      return new FileStat(
          mode, size, data.readLong(), data.readLong(), data.readLong(), data.readLong());
    }
  }
}
