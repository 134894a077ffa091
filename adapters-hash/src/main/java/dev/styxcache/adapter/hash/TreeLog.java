package dev.styxcache.adapter.hash;

import dev.styxcache.adapter.hash.TreeMember.EmptyDirectory;
import dev.styxcache.adapter.hash.TreeMember.InnerLink;
import dev.styxcache.adapter.hash.TreeMember.OuterLink;
import dev.styxcache.adapter.hash.TreeMember.RegularFile;
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
 * The members of a tree in the order of their paths. Trees can have millions of files, so each
 * takes some tens of bytes, and becomes an object only while it is looked at. Of a path only what
 * differs from the path before is kept.
 *
 * <p>Reading is safe for use by many threads, once writing has ended.
 */
final class TreeLog implements Iterable<TreeMember> {

  private static final int FILE = 0;
  private static final int EMPTY_DIRECTORY = 1;
  private static final int INNER_LINK = 2;
  private static final int OUTER_LINK = 3;
  private static final int END = 4;

  private final byte[] members;
  private final long fileBytes;

  private TreeLog(byte[] members, long fileBytes) {
    this.members = members;
    this.fileBytes = fileBytes;
  }

  /** The size of all files in it. */
  long fileBytes() {
    return fileBytes;
  }

  /** Makes a log. For one thread. */
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
        throw new UncheckedIOException("memory takes every byte", e);
      }
    }

    TreeLog finish() {
      bytes.write(END);
      return new TreeLog(bytes.toByteArray(), fileBytes);
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
      data.writeLong(stat.size());
      data.writeLong(stat.modified());
      data.writeLong(stat.changed());
      data.writeLong(stat.identity());
      data.writeLong(stat.device());
      data.writeBoolean(stat.executable());
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
        throw new UncheckedIOException("a log has an end mark", e);
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
        throw new UncheckedIOException("a log has whole members and an end mark", e);
      }
    }

    private TreeMember member(String path) throws IOException {
      return switch (kind) {
        case FILE -> new RegularFile(path, stat());
        case EMPTY_DIRECTORY -> new EmptyDirectory(path);
        case INNER_LINK -> new InnerLink(path, text());
        case OUTER_LINK -> new OuterLink(path, text(), data.readInt(), text());
        default -> throw new IllegalStateException("no kind of member: " + kind);
      };
    }

    private String text() throws IOException {
      byte[] utf8 = new byte[data.readInt()];
      data.readFully(utf8);
      return new String(utf8, StandardCharsets.UTF_8);
    }

    private FileStat stat() throws IOException {
      return new FileStat(
          FileStat.Type.REGULAR,
          data.readLong(),
          data.readLong(),
          data.readLong(),
          data.readLong(),
          data.readLong(),
          data.readBoolean());
    }
  }
}
