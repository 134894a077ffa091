package dev.styxcache.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads directories ahead of a walk, several at a time. Their number shrinks when they are large,
 * so that memory stays bounded. For one thread and one walk.
 */
final class ReadAhead {

  /** Maximum number of directories that are read ahead. */
  private static final int MAX_DIRECTORIES = 32;

  /** Number of names in one round above which the next round reads fewer directories. */
  private static final int MANY_NAMES = 1 << 12;

  /** Minimum number of directories for helpers; fewer are read before another thread wakes up. */
  private static final int MIN_FOR_HELP = 4;

  private final TreeWalk.Settings settings;
  private int window = MIN_FOR_HELP;

  ReadAhead(TreeWalk.Settings settings) {
    this.settings = settings;
  }

  /** The directories in a listing, to be asked for in their order, each once. */
  Subdirectories of(DirectoryListing parent) {
    return new Subdirectories(parent);
  }

  /** The directories in one directory. */
  final class Subdirectories {
    private final DirectoryListing parent;
    private final Deque<Outcome> ready = new ArrayDeque<>();

    private Subdirectories(DirectoryListing parent) {
      this.parent = parent;
    }

    /**
     * The listing of a directory.
     *
     * @param number its number among the names of its parent
     * @throws UndecodableNameException for a name in it that is not valid Unicode
     */
    DirectoryListing get(int number) throws IOException {
      if (ready.isEmpty()) {
        readFrom(number);
      }
      return ready.removeFirst().get();
    }

    private void readFrom(int number) throws IOException {
      List<Outcome> next = new ArrayList<>();
      for (int i = number; i < parent.size() && next.size() < window; i++) {
        if (parent.isDirectory(i)) {
          next.add(new Outcome(parent.path(i)));
        }
      }
      int helpers = next.size() < MIN_FOR_HELP ? 0 : settings.maxHelpers();
      SharedWork.run(
          next.size(), helpers, settings.helpers(), () -> i -> next.get((int) i).read(settings));
      int names = next.stream().mapToInt(Outcome::size).sum();
      window = names > MANY_NAMES ? Math.max(1, window / 2) : Math.min(MAX_DIRECTORIES, 2 * window);
      ready.addAll(next);
    }
  }

  /** A directory that was read, or the reason why it could not be. */
  private static final class Outcome {
    private final Path directory;
    private @Nullable DirectoryListing listing;
    private @Nullable IOException failure;

    Outcome(Path directory) {
      this.directory = directory;
    }

    void read(TreeWalk.Settings settings) {
      try {
        listing = DirectoryListing.read(directory, settings, name -> false);
      } catch (IOException e) {
        failure = e;
      }
    }

    int size() {
      return listing == null ? 0 : listing.size();
    }

    DirectoryListing get() throws IOException {
      if (listing != null) {
        return listing;
      }
      throw failure == null ? new IOException(directory + " was not read") : failure;
    }
  }
}
