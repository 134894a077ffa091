package dev.styxcache.adapter.hash.tree;

import dev.styxcache.adapter.hash.engine.HashThreads;
import dev.styxcache.adapter.hash.file.Interruptions;
import dev.styxcache.adapter.hash.file.UnusableInputException;
import dev.styxcache.adapter.hash.tree.TreeMember.EmptyDirectory;
import dev.styxcache.adapter.hash.tree.TreeMember.InnerLink;
import dev.styxcache.adapter.hash.tree.TreeMember.OuterLink;
import dev.styxcache.adapter.hash.tree.TreeMember.RegularFile;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.domain.json.CodePointOrder;
import dev.styxcache.files.FileStat;
import dev.styxcache.files.LinkChain;
import dev.styxcache.files.PathNames;
import dev.styxcache.files.TreeWalk;
import dev.styxcache.files.UndecodableNameException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** Takes snapshots of inputs: files, and trees with what their links lead to. Thread-safe. */
public final class TreeSnapshotter {

  private final Executor helpers;

  /**
   * Creates a snapshotter.
   *
   * @param helpers runs what helps to read large trees, at some time or never
   */
  public TreeSnapshotter(Executor helpers) {
    this.helpers = helpers;
  }

  /**
   * Takes a snapshot of an input.
   *
   * @param input a file or directory, or a link to one
   * @return the snapshot
   * @throws UnusableInputException for a member that cannot be part of a digest
   * @throws RunInterruptedException if the thread is interrupted
   */
  public TreeSnapshot snapshot(Path input) throws UnusableInputException {
    Interruptions.check(input);
    FileStat stat = stat(input);
    return switch (stat.kind()) {
      case FILE -> new TreeSnapshot(input, stat, List.of());
      case DIRECTORY -> new TreeSnapshot(input, stat, trees(input));
      case LINK, OTHER -> throw UnusableInputException.special(input);
    };
  }

  private static FileStat stat(Path input) throws UnusableInputException {
    try {
      UndecodableNameException.check(input);
      return FileStat.exact(input);
    } catch (UndecodableNameException e) {
      throw UnusableInputException.of(input, e);
    } catch (IOException e) {
      if (leadsNowhere(input)) {
        throw Files.isSymbolicLink(input)
            ? UnusableInputException.brokenLink(input)
            : UnusableInputException.missing(input);
      }
      throw UnusableInputException.of(input, e);
    }
  }

  private static boolean leadsNowhere(Path input) throws UnusableInputException {
    try {
      return LinkChain.leadsNowhere(input);
    } catch (IOException e) {
      throw UnusableInputException.of(input, e);
    }
  }

  private List<TreeSnapshot.Tree> trees(Path input) throws UnusableInputException {
    KnownTrees known;
    try {
      known = new KnownTrees(input, input.toRealPath());
    } catch (IOException e) {
      throw UnusableInputException.of(input, e);
    }
    List<TreeSnapshot.Tree> trees = new ArrayList<>();
    // The walk through one tree may discover others.
    while (trees.size() < known.count()) {
      KnownTrees.Tree tree = known.get(trees.size());
      try {
        trees.add(new TreeSnapshot.Tree(tree.directory(), walk(tree, known)));
      } catch (UnusableInputException e) {
        throw trees.isEmpty() ? e : e.reachedThrough(tree.link());
      }
    }
    return trees;
  }

  private PackedSnapshot walk(KnownTrees.Tree tree, KnownTrees known)
      throws UnusableInputException {
    TreeWalk.Settings settings =
        new TreeWalk.Settings(
            CodePointOrder.INSTANCE,
            tree.excluded(),
            helpers,
            HashThreads.COUNT - 1,
            () -> Interruptions.check(tree.directory()));
    Recorder recorder = new Recorder(tree, known);
    try {
      TreeWalk.walk(tree.directory(), settings, recorder);
    } catch (IOException e) {
      throw UnusableInputException.of(tree.directory(), e);
    }
    return recorder.members.finish();
  }

  /** Records the members of one tree. */
  private static final class Recorder implements TreeWalk.Visitor<UnusableInputException> {
    private final PackedSnapshot.Writer members = new PackedSnapshot.Writer();
    private final KnownTrees.Tree tree;
    private final KnownTrees trees;

    Recorder(KnownTrees.Tree tree, KnownTrees trees) {
      this.tree = tree;
      this.trees = trees;
    }

    @Override
    public void file(String path, FileStat stat) {
      members.add(new RegularFile(path, stat));
    }

    @Override
    public void emptyDirectory(String path) {
      members.add(new EmptyDirectory(path));
    }

    @Override
    public void link(String path) throws IOException, UnusableInputException {
      Path link = onDisk(path);
      FileStat end;
      try {
        end = FileStat.exact(link);
      } catch (IOException e) {
        if (e instanceof NoSuchFileException || LinkChain.leadsNowhere(link)) {
          members.add(new InnerLink(path, target(link)));
          return;
        }
        throw e;
      }
      switch (end.kind()) {
        case FILE -> members.add(new RegularFile(path, end));
        case DIRECTORY -> members.add(linkToDirectory(link, path));
        case LINK, OTHER -> throw UnusableInputException.special(link);
      }
    }

    private TreeMember linkToDirectory(Path link, String path)
        throws IOException, UnusableInputException {
      Path directory = link.toRealPath();
      if (directory.startsWith(tree.real())) {
        return new InnerLink(path, target(link));
      }
      UndecodableNameException.check(directory);
      KnownTrees.Place place = trees.place(directory, link);
      return new OuterLink(path, target(link), place.tree(), place.path());
    }

    private static String target(Path link) throws IOException, UnusableInputException {
      Path target = Files.readSymbolicLink(link);
      if (!PathNames.isUnicode(target)) {
        throw UnusableInputException.targetNotUnicode(link);
      }
      return target.toString();
    }

    @Override
    public void other(String path) throws UnusableInputException {
      throw UnusableInputException.special(onDisk(path));
    }

    @Override
    public void failed(String path, IOException failure) throws UnusableInputException {
      throw UnusableInputException.of(onDisk(path), failure);
    }

    private Path onDisk(String path) {
      return PathNames.resolve(tree.directory(), path);
    }
  }
}
