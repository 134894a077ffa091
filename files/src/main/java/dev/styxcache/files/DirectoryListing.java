package dev.styxcache.files;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The sorted names in a directory, with the {@link FileStat} of each. The failure to read a stat is
 * kept until that name is asked for.
 */
final class DirectoryListing {

  /** Number of files that a thread reads the stat of before it takes more. */
  private static final int SLICE = 64;

  private final Path directory;
  private final List<String> names;
  private final @Nullable FileStat[] stats;
  private final @Nullable IOException[] failures;

  private DirectoryListing(Path directory, List<String> names) {
    this.directory = directory;
    this.names = names;
    this.stats = new FileStat[names.size()];
    this.failures = new IOException[names.size()];
  }

  /**
   * Reads a directory.
   *
   * @param excluded names that are left out
   * @throws UndecodableNameException for a name that is not valid Unicode
   */
  static DirectoryListing read(
      Path directory, TreeWalk.Settings settings, Predicate<String> excluded) throws IOException {
    DirectoryListing listing =
        new DirectoryListing(directory, sortedNames(directory, settings, excluded));
    int slices = (listing.size() + SLICE - 1) / SLICE;
    // One thread reads two slices sooner than another thread wakes up.
    int helpers = slices > 2 ? settings.maxHelpers() : 0;
    SharedWork.run(
        slices,
        helpers,
        settings.helpers(),
        () -> slice -> listing.readStats((int) slice, settings));
    return listing;
  }

  private static List<String> sortedNames(
      Path directory, TreeWalk.Settings settings, Predicate<String> excluded) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> members = Files.newDirectoryStream(directory)) {
      for (Path member : members) {
        settings.checkpoint().run();
        String name = String.valueOf(member.getFileName());
        if (!excluded.test(name)) {
          UndecodableNameException.checkName(member);
          names.add(name);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    names.sort(settings.order());
    return names;
  }

  private void readStats(int slice, TreeWalk.Settings settings) {
    settings.checkpoint().run();
    int end = Math.min(size(), (slice + 1) * SLICE);
    for (int i = slice * SLICE; i < end; i++) {
      try {
        stats[i] = FileStat.exact(path(i), LinkOption.NOFOLLOW_LINKS);
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
    return stat != null && stat.kind() == FileStat.Kind.DIRECTORY;
  }

  /** The stat of a member; of a link, its own. */
  FileStat stat(int number) throws IOException {
    FileStat stat = stats[number];
    if (stat == null) {
      IOException failure = failures[number];
      throw failure == null ? new IOException("no stat was read of " + path(number)) : failure;
    }
    return stat;
  }
}
