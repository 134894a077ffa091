package dev.styxcache.cli.call;

import dev.styxcache.application.api.InvalidInputException;
import dev.styxcache.cli.failure.CommandFailedException;
import dev.styxcache.cli.failure.UsageException;
import dev.styxcache.cli.text.IoReasons;
import dev.styxcache.domain.key.PathText;
import dev.styxcache.domain.manifest.PathPattern;
import dev.styxcache.files.FileStat;
import dev.styxcache.files.Folders;
import dev.styxcache.files.TreeCopy;
import dev.styxcache.files.TreeCopy.Member;
import dev.styxcache.files.TreeDeletion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Copies of parts of directories, which are inputs in the place of the directories: exactly what a
 * pattern matches, or all but what is excluded. What is digested and what the tool is given is one
 * and the same folder, so the tool cannot see anything that the key has not. A copy shares disk
 * blocks with its source where the file system supports it.
 *
 * <p>For one call and one thread. Closing deletes the copies.
 */
public final class InputViews implements AutoCloseable {

  /** The name of the folder with what a pattern matches. */
  private static final String MATCHES = "matches";

  private final Path workingDirectory;
  private final Path dataDirectory;
  private final List<PathPattern> excluded;
  private @Nullable Path folder;
  private boolean madeDataDirectory;
  private boolean excludes;
  private int number;

  /**
   * For a call.
   *
   * @param workingDirectory where relative paths of inputs start, absolute
   * @param dataDirectory where the copies are made; created if it is missing
   * @param excluded patterns of what is left out of directories: of names, or with a slash of paths
   *     relative to the input
   */
  public InputViews(Path workingDirectory, Path dataDirectory, List<String> excluded) {
    this.workingDirectory = workingDirectory;
    this.dataDirectory = dataDirectory;
    this.excluded = excluded.stream().map(PathPattern::new).toList();
  }

  /**
   * Replaces an input that is a pattern, or a directory of which something is excluded.
   *
   * @param input an input
   * @return the input that stands for it: a copy of the part, or the same input
   * @throws InvalidInputException if nothing matches, or something in it cannot be an input
   */
  public CallInput of(CallInput input) {
    if (input.resolveParent() || input.mutable()) {
      return input;
    }
    Path path = workingDirectory.resolve(input.path());
    try {
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        return excluded.isEmpty() || !Files.isDirectory(path)
            ? input
            : view(input, path, Optional.empty());
      }
      return PathPattern.isPattern(input.path()) ? matches(input) : input;
    } catch (IOException e) {
      throw new CommandFailedException(
          "the parts of the input "
              + input.path()
              + " cannot be copied to "
              + dataDirectory
              + ": "
              + IoReasons.of(e)
              + "; make room there, or choose another runner.data_dir",
          e);
    }
  }

  /**
   * Checks that {@code --exclude} has an effect.
   *
   * @throws UsageException if something is to be excluded and no input is a directory
   */
  public void requireEffect() {
    if (!excluded.isEmpty() && !excludes) {
      throw new UsageException(
          "option --exclude leaves nothing out, since no input of -i is a directory or a pattern;"
              + " declare the directory by -i");
    }
  }

  private CallInput matches(CallInput input) throws IOException {
    String text = PathText.normalForm(input.path());
    int literal = 0;
    for (int slash = text.indexOf('/');
        slash >= 0 && !PathPattern.isPattern(text.substring(0, slash));
        slash = text.indexOf('/', slash + 1)) {
      literal = slash + 1;
    }
    Path root = workingDirectory.resolve(text.substring(0, literal));
    if (!Files.isDirectory(root)) {
      throw nothing(input);
    }
    return view(input, root, Optional.of(new PathPattern(text.substring(literal))));
  }

  private static InvalidInputException nothing(CallInput input) {
    return new InvalidInputException(
        "no file matches the input " + input.path() + "; check the pattern, and quote it");
  }

  private CallInput view(CallInput input, Path root, Optional<PathPattern> pattern)
      throws IOException {
    excludes = true;
    List<Member> members = new ArrayList<>();
    list(root, "", pattern.isEmpty(), pattern, members);
    if (pattern.isPresent() && members.isEmpty()) {
      throw nothing(input);
    }
    Path name = pattern.isPresent() ? null : root.toRealPath().getFileName();
    Path view =
        folder()
            .resolve(Integer.toString(number++))
            .resolve(name == null ? MATCHES : name.toString());
    Files.createDirectories(view);
    try (TreeCopy copy = TreeCopy.into(view)) {
      copy.write(members, Optional.empty());
      copy.publish();
    }
    return new CallInput(view.toString(), input.name(), false, false);
  }

  private Path folder() throws IOException {
    if (folder == null) {
      madeDataDirectory = Files.notExists(dataDirectory);
      Files.createDirectories(dataDirectory);
      folder = Files.createTempDirectory(dataDirectory, "inputs-");
    }
    return folder;
  }

  private void list(
      Path directory,
      String path,
      boolean taken,
      Optional<PathPattern> pattern,
      List<Member> members)
      throws IOException {
    List<Path> children = new ArrayList<>(Folders.children(directory));
    Collections.sort(children);
    for (Path child : children) {
      String name = String.valueOf(child.getFileName());
      String childPath = path.isEmpty() ? name : path + "/" + name;
      if (!isExcluded(name, childPath)) {
        boolean matched = taken || (pattern.isPresent() && pattern.get().matches(childPath));
        add(child, childPath, matched, pattern, members);
      }
    }
  }

  private boolean isExcluded(String name, String path) {
    for (PathPattern pattern : excluded) {
      if (pattern.matches(pattern.text().indexOf('/') < 0 ? name : path)) {
        return true;
      }
    }
    return false;
  }

  private void add(
      Path file, String path, boolean taken, Optional<PathPattern> pattern, List<Member> members)
      throws IOException {
    FileStat stat = FileStat.of(file);
    if (stat.kind() == FileStat.Kind.DIRECTORY) {
      List<Member> below = new ArrayList<>();
      list(file, path, taken, pattern, below);
      if (taken || !below.isEmpty()) {
        members.add(new Member.Folder(Path.of(path), file, stat.permissions()));
        members.addAll(below);
      }
    } else if (taken) {
      members.add(
          switch (stat.kind()) {
            case FILE -> new Member.File(Path.of(path), file, stat.permissions());
            case LINK -> link(file, path);
            case DIRECTORY, OTHER ->
                throw new InvalidInputException(
                    "the input's member "
                        + file
                        + " is a pipe, socket or device; leave it out by --exclude");
          });
    }
  }

  /** A link to a file is that file, as in the digest; any other must stay within the copy. */
  private static Member link(Path link, String path) throws IOException {
    if (Files.isRegularFile(link)) {
      Path real = link.toRealPath();
      return new Member.File(Path.of(path), real, FileStat.of(real).permissions());
    }
    Path target = Files.readSymbolicLink(link);
    Path place = Path.of(path);
    Path end = place.getParent() == null ? target : place.getParent().resolve(target);
    if (target.isAbsolute() || end.normalize().startsWith("..")) {
      throw new InvalidInputException(
          "the link "
              + link
              + " leads to "
              + target
              + ", out of the copy that the tool is given; leave it out by --exclude, or declare what"
              + " it leads to as an input");
    }
    return new Member.Link(place, target);
  }

  @Override
  public void close() {
    if (folder == null) {
      return;
    }
    try {
      TreeDeletion.delete(folder);
      if (madeDataDirectory && Folders.children(dataDirectory).isEmpty()) {
        Files.delete(dataDirectory);
      }
    } catch (IOException e) {
      LoggerFactory.getLogger(InputViews.class).warn("{} could not be deleted", folder, e);
    }
  }
}
