package dev.styxcache.adapter.hash;

import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The names in a directory, in their order, and what the file system says of each. A file that it
 * says nothing of is no failure before its turn has come.
 */
final class Listing {

  /** So many files a thread looks at before it asks for more. */
  private static final int SLICE = 64;

  private final Path directory;
  private final List<String> names;
  private final @Nullable FileStat[] stats;
  private final @Nullable IOException[] failures;

  private Listing(Path directory, List<String> names) {
    this.directory = directory;
    this.names = names;
    this.stats = new FileStat[names.size()];
    this.failures = new IOException[names.size()];
  }

  /**
   * Reads a directory.
   *
   * @param helpers runs what helps with a large one, at some time or never
   * @throws UnusableInputException for a name that is not valid Unicode
   */
  static Listing read(Path directory, FileStats stats, Executor helpers)
      throws IOException, UnusableInputException {
    Listing listing = new Listing(directory, FileNames.sorted(directory));
    int slices = (listing.size() + SLICE - 1) / SLICE;
    // Two slices are looked at sooner than another thread wakes up.
    int most = slices > 2 ? HashThreads.COUNT - 1 : 0;
    SharedWork.run(slices, most, helpers, () -> slice -> listing.look((int) slice, stats));
    return listing;
  }

  private void look(int slice, FileStats fileStats) {
    Interruptions.check(directory);
    int end = Math.min(size(), (slice + 1) * SLICE);
    for (int i = slice * SLICE; i < end; i++) {
      try {
        stats[i] = fileStats.read(path(i), LinkOption.NOFOLLOW_LINKS);
      } catch (IOException e) {
        failures[i] = e;
      }
    }
  }

  int size() {
    return names.size();
  }

  String name(int number) {
    return names.get(number);
  }

  Path path(int number) {
    return directory.resolve(names.get(number));
  }

  boolean isDirectory(int number) {
    FileStat stat = stats[number];
    return stat != null && stat.type() == FileStat.Type.DIRECTORY;
  }

  /** What the file system says, not following links. */
  FileStat stat(int number) throws IOException {
    FileStat stat = stats[number];
    if (stat == null) {
      IOException failure = failures[number];
      throw failure == null ? new IOException("nobody looked at " + path(number)) : failure;
    }
    return stat;
  }
}
