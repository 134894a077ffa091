package dev.styxcache.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Walks a directory tree in the order of its paths, with the {@link FileStat} of every member.
 * Links are not followed. Other threads read large directories and directories ahead; the visitor
 * is called by the walking thread only.
 *
 * @param <X> what the visitor throws
 */
public final class TreeWalk<X extends Exception> {

  private final Settings settings;
  private final Visitor<X> visitor;
  private final ReadAhead readAhead;

  private TreeWalk(Settings settings, Visitor<X> visitor) {
    this.settings = settings;
    this.visitor = visitor;
    this.readAhead = new ReadAhead(settings);
  }

  /**
   * How a tree is walked.
   *
   * @param order the order of the names in a directory
   * @param excludedAtTop names in the tree's own directory that are left out
   * @param helpers runs what helps to read large trees, at some time or never
   * @param maxHelpers maximum number of threads that help at a time; 0 for none
   * @param checkpoint called often, by every thread of the walk; abandons the walk by throwing
   */
  public record Settings(
      Comparator<String> order,
      Predicate<String> excludedAtTop,
      Executor helpers,
      int maxHelpers,
      Runnable checkpoint) {

    /**
     * A walk without helpers that visits everything.
     *
     * @param order the order of the names in a directory
     * @return the settings
     */
    public static Settings of(Comparator<String> order) {
      return new Settings(order, name -> false, Runnable::run, 0, () -> {});
    }

    /**
     * The same, without some names.
     *
     * @param excluded names in the tree's own directory that are left out
     * @return the settings
     */
    public Settings without(Predicate<String> excluded) {
      return new Settings(order, excluded, helpers, maxHelpers, checkpoint);
    }
  }

  /**
   * Receives the members of a tree. Paths are relative to the tree, with {@code /} between
   * segments.
   *
   * @param <X> what it throws
   */
  public interface Visitor<X extends Exception> {

    /**
     * A regular file.
     *
     * @param path its path
     * @param stat what the file system says of it
     * @throws X to end the walk
     */
    void file(String path, FileStat stat) throws X;

    /**
     * A directory, before its members. Not called for the tree's own directory.
     *
     * @param path its path
     * @param stat what the file system says of it
     * @throws X to end the walk
     */
    default void directory(String path, FileStat stat) throws X {}

    /**
     * A directory that has no members, after {@link #directory}.
     *
     * @param path its path; empty for the tree's own directory
     * @throws X to end the walk
     */
    default void emptyDirectory(String path) throws X {}

    /**
     * A symbolic link.
     *
     * @param path its path
     * @throws IOException to have {@link #failed} called
     * @throws X to end the walk
     */
    void link(String path) throws IOException, X;

    /**
     * A pipe, socket or device.
     *
     * @param path its path
     * @throws X to end the walk
     */
    void other(String path) throws X;

    /**
     * A member whose stat cannot be read, or a directory that cannot be listed: with {@link
     * UndecodableNameException}, because a name in it is not valid Unicode. The walk goes on with
     * the next member unless this throws.
     *
     * @param path its path; empty for the tree's own directory
     * @param failure the reason
     * @throws IOException to end the walk
     * @throws X to end the walk
     */
    void failed(String path, IOException failure) throws IOException, X;
  }

  /**
   * Walks a tree.
   *
   * @param root the tree's directory, or a link to one
   * @param settings how it is walked
   * @param visitor receives the members
   * @param <X> what the visitor throws
   * @throws IOException if {@link Visitor#failed} throws it
   * @throws X if the visitor throws it
   */
  public static <X extends Exception> void walk(Path root, Settings settings, Visitor<X> visitor)
      throws IOException, X {
    DirectoryListing listing;
    try {
      listing = DirectoryListing.read(root, settings, settings.excludedAtTop());
    } catch (IOException e) {
      visitor.failed("", e);
      return;
    }
    new TreeWalk<>(settings, visitor).directory(listing, "");
  }

  /** Sorting each directory's names sorts the paths by their segments. */
  private void directory(DirectoryListing listing, String path) throws IOException, X {
    settings.checkpoint().run();
    if (listing.size() == 0) {
      visitor.emptyDirectory(path);
    }
    ReadAhead.Subdirectories subdirectories = readAhead.of(listing);
    for (int i = 0; i < listing.size(); i++) {
      String name = listing.name(i);
      String memberPath = path.isEmpty() ? name : path + "/" + name;
      DirectoryListing below = member(listing, i, memberPath, subdirectories);
      if (below != null) {
        visitor.directory(memberPath, listing.stat(i));
        directory(below, memberPath);
      }
    }
  }

  /** Visits a member; returns its listing if it is a directory that can be listed. */
  private @Nullable DirectoryListing member(
      DirectoryListing listing, int number, String path, ReadAhead.Subdirectories subdirectories)
      throws IOException, X {
    try {
      FileStat stat = listing.stat(number);
      switch (stat.kind()) {
        case FILE -> visitor.file(path, stat);
        case DIRECTORY -> {
          return subdirectories.get(number);
        }
        case LINK -> visitor.link(path);
        case OTHER -> visitor.other(path);
      }
    } catch (IOException e) {
      visitor.failed(path, e);
    }
    return null;
  }
}
