package dev.styxcache.adapter.hash;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Reads directories somewhat before their turn, several at a time. How many depends on how large
 * they are, lest memory grow with them. For one thread and one walk.
 */
final class ListingsAhead {

  private static final int MOST_DIRECTORIES = 32;

  /** If so many names were read ahead, the next time fewer directories are. */
  private static final int MANY_NAMES = 1 << 12;

  /** Fewer are read sooner than another thread wakes up. */
  private static final int WORTH_HELP = 4;

  private final FileStats stats;
  private final Executor helpers;
  private int window = WORTH_HELP;

  ListingsAhead(FileStats stats, Executor helpers) {
    this.stats = stats;
    this.helpers = helpers;
  }

  /** Reads a single directory. */
  Listing read(Path directory) throws IOException, UnusableInputException {
    return Listing.read(directory, stats, helpers);
  }

  /** The directories within one, which are to be asked for in their order, each once. */
  Within within(Listing parent) {
    return new Within(parent);
  }

  /** The directories within one. */
  final class Within {

    private final Listing parent;
    private final Deque<Outcome> ready = new ArrayDeque<>();

    private Within(Listing parent) {
      this.parent = parent;
    }

    /**
     * Reads a directory.
     *
     * @param number its number among the names of its parent
     * @throws UnusableInputException for a name that is not valid Unicode
     */
    Listing get(int number) throws IOException, UnusableInputException {
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
      int most = next.size() < WORTH_HELP ? 0 : HashThreads.COUNT - 1;
      SharedWork.run(next.size(), most, helpers, () -> i -> next.get((int) i).read(stats, helpers));
      int names = next.stream().mapToInt(Outcome::size).sum();
      window =
          names > MANY_NAMES ? Math.max(1, window / 2) : Math.min(MOST_DIRECTORIES, 2 * window);
      ready.addAll(next);
    }
  }

  /** A directory that was read, or why it could not be. */
  private static final class Outcome {

    private final Path directory;
    private @Nullable Listing listing;
    private @Nullable IOException failure;
    private @Nullable UnusableInputException unusable;

    Outcome(Path directory) {
      this.directory = directory;
    }

    void read(FileStats stats, Executor helpers) {
      try {
        listing = Listing.read(directory, stats, helpers);
      } catch (IOException e) {
        failure = e;
      } catch (UnusableInputException e) {
        unusable = e;
      }
    }

    int size() {
      return listing == null ? 0 : listing.size();
    }

    Listing get() throws IOException, UnusableInputException {
      if (listing != null) {
        return listing;
      } else if (unusable != null) {
        throw unusable;
      }
      throw failure == null ? new IOException("nobody read " + directory) : failure;
    }
  }
}
