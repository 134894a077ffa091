package dev.styxcache.adapter.fs.hash;

import dev.styxcache.adapter.fs.hash.TreeMember.EmptyDirectory;
import dev.styxcache.adapter.fs.hash.TreeMember.InnerLink;
import dev.styxcache.adapter.fs.hash.TreeMember.OuterLink;
import dev.styxcache.adapter.fs.hash.TreeMember.RegularFile;
import dev.styxcache.application.port.RunInterruptedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Goes through one tree and notes its members in the order of their paths. For one use. */
final class TreeWalk {

  private final KnownTrees.Tree tree;
  private final KnownTrees trees;
  private final FileStats stats;
  private final TreeLog.Writer log = new TreeLog.Writer();

  TreeWalk(KnownTrees.Tree tree, KnownTrees trees, FileStats stats) {
    this.tree = tree;
    this.trees = trees;
    this.stats = stats;
  }

  /**
   * Goes through the tree.
   *
   * @throws UnusableInputException for what can be no part of a digest
   * @throws RunInterruptedException if the thread is interrupted
   */
  TreeLog walk() throws UnusableInputException {
    directory(tree.directory(), "");
    return log.finish();
  }

  /** Sorting each directory's names sorts the paths by their segments. */
  private void directory(Path directory, String path) throws UnusableInputException {
    Interruptions.check(tree.directory());
    List<String> names;
    try {
      names = FileNames.sorted(directory);
    } catch (IOException e) {
      throw UnusableInputException.of(directory, e);
    }
    if (names.isEmpty()) {
      log.add(new EmptyDirectory(path));
    }
    for (String name : names) {
      Path member = directory.resolve(name);
      try {
        member(member, path.isEmpty() ? name : path + "/" + name);
      } catch (IOException e) {
        throw UnusableInputException.of(member, e);
      }
    }
  }

  private void member(Path member, String path) throws IOException, UnusableInputException {
    FileStat stat = stats.read(member, LinkOption.NOFOLLOW_LINKS);
    switch (stat.type()) {
      case REGULAR -> log.add(new RegularFile(path, stat));
      case DIRECTORY -> directory(member, path);
      case LINK -> log.add(link(member, path));
      case SPECIAL -> throw UnusableInputException.special(member);
    }
  }

  private TreeMember link(Path link, String path) throws IOException, UnusableInputException {
    FileStat end;
    try {
      end = stats.read(link);
    } catch (NoSuchFileException e) {
      return new InnerLink(path, target(link));
    } catch (IOException e) {
      if (new LinkChain(stats).leadsNowhere(link)) {
        return new InnerLink(path, target(link));
      }
      throw e;
    }
    return switch (end.type()) {
      case REGULAR -> new RegularFile(path, end);
      case DIRECTORY -> linkToDirectory(link, path);
      case LINK, SPECIAL -> throw UnusableInputException.special(link);
    };
  }

  private TreeMember linkToDirectory(Path link, String path)
      throws IOException, UnusableInputException {
    Path directory = link.toRealPath();
    if (directory.startsWith(tree.real())) {
      return new InnerLink(path, target(link));
    }
    FileNames.requireUnicode(directory);
    KnownTrees.Place place = trees.place(directory, link);
    return new OuterLink(path, target(link), place.tree(), place.path());
  }

  private static String target(Path link) throws IOException, UnusableInputException {
    Path target = Files.readSymbolicLink(link);
    if (!FileNames.isUnicode(target)) {
      throw UnusableInputException.targetNotUnicode(link);
    }
    return target.toString();
  }
}
