package dev.styxcache.adapter.hash;

import dev.styxcache.adapter.hash.TreeMember.EmptyDirectory;
import dev.styxcache.adapter.hash.TreeMember.InnerLink;
import dev.styxcache.adapter.hash.TreeMember.OuterLink;
import dev.styxcache.adapter.hash.TreeMember.RegularFile;
import dev.styxcache.application.api.RunInterruptedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Executor;

/** Goes through one tree and notes its members in the order of their paths. For one use. */
final class TreeWalk {

  private final KnownTrees.Tree tree;
  private final KnownTrees trees;
  private final FileStats stats;
  private final ListingsAhead listings;
  private final TreeLog.Writer log = new TreeLog.Writer();

  TreeWalk(KnownTrees.Tree tree, KnownTrees trees, FileStats stats, Executor helpers) {
    this.tree = tree;
    this.trees = trees;
    this.stats = stats;
    this.listings = new ListingsAhead(stats, helpers);
  }

  /**
   * Goes through the tree.
   *
   * @throws UnusableInputException for what can be no part of a digest
   * @throws RunInterruptedException if the thread is interrupted
   */
  TreeLog walk() throws UnusableInputException {
    Interruptions.check(tree.directory());
    try {
      directory(listings.read(tree.directory()), "");
    } catch (IOException e) {
      throw UnusableInputException.of(tree.directory(), e);
    }
    return log.finish();
  }

  /** Sorting each directory's names sorts the paths by their segments. */
  private void directory(Listing listing, String path) throws UnusableInputException {
    Interruptions.check(tree.directory());
    if (listing.size() == 0) {
      log.add(new EmptyDirectory(path));
    }
    ListingsAhead.Within directories = listings.within(listing);
    for (int i = 0; i < listing.size(); i++) {
      String name = listing.name(i);
      String memberPath = path.isEmpty() ? name : path + "/" + name;
      try {
        FileStat stat = listing.stat(i);
        switch (stat.type()) {
          case REGULAR -> log.add(new RegularFile(memberPath, stat));
          case DIRECTORY -> directory(directories.get(i), memberPath);
          case LINK -> log.add(link(listing.path(i), memberPath));
          case SPECIAL -> throw UnusableInputException.special(listing.path(i));
        }
      } catch (IOException e) {
        throw UnusableInputException.of(listing.path(i), e);
      }
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
