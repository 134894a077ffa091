package dev.styxcache.adapter.hash;

import dev.styxcache.application.api.RunInterruptedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** Finds out what inputs are made up of. Safe for use by many threads. */
final class Surveyor {

  private final Executor helpers;

  /**
   * A new one.
   *
   * @param helpers runs what helps to look at large trees, at some time or never
   */
  Surveyor(Executor helpers) {
    this.helpers = helpers;
  }

  /**
   * Looks at an input, and at everything that it leads to.
   *
   * @param input a file or directory, or a link to one
   * @throws UnusableInputException for what can be no part of a digest
   * @throws RunInterruptedException if the thread is interrupted
   */
  Survey survey(Path input) throws UnusableInputException {
    Interruptions.check(input);
    FileNames.requireUnicode(input);
    FileStats stats = FileStats.of(input.getFileSystem());
    FileStat stat = stat(input, stats);
    return switch (stat.type()) {
      case REGULAR -> new Survey(input, stat, List.of());
      case DIRECTORY -> new Survey(input, stat, trees(input, stats));
      case LINK, SPECIAL -> throw UnusableInputException.special(input);
    };
  }

  private static FileStat stat(Path input, FileStats stats) throws UnusableInputException {
    try {
      return stats.read(input);
    } catch (IOException e) {
      if (leadsNowhere(input, stats)) {
        throw Files.isSymbolicLink(input)
            ? UnusableInputException.brokenLink(input)
            : UnusableInputException.missing(input);
      }
      throw UnusableInputException.of(input, e);
    }
  }

  private static boolean leadsNowhere(Path input, FileStats stats) throws UnusableInputException {
    try {
      return new LinkChain(stats).leadsNowhere(input);
    } catch (IOException e) {
      throw UnusableInputException.of(input, e);
    }
  }

  private List<Survey.Tree> trees(Path input, FileStats stats) throws UnusableInputException {
    KnownTrees known;
    try {
      known = new KnownTrees(input, input.toRealPath());
    } catch (IOException e) {
      throw UnusableInputException.of(input, e);
    }
    List<Survey.Tree> trees = new ArrayList<>();
    // The walk through one tree may make others known.
    while (trees.size() < known.count()) {
      KnownTrees.Tree tree = known.get(trees.size());
      try {
        TreeLog log = new TreeWalk(tree, known, stats, helpers).walk();
        trees.add(new Survey.Tree(tree.directory(), log));
      } catch (UnusableInputException e) {
        throw trees.isEmpty() ? e : e.reachedThrough(tree.link());
      }
    }
    return trees;
  }
}
