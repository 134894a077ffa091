package dev.styxcache.adapter.fs.layout;

import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.manifest.ReservedNames;
import dev.styxcache.domain.manifest.StreamName;
import dev.styxcache.files.FileStat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Names every file and folder of a cache directory. {@code docs/entry-layout.md} explains each;
 * those that Python's {@code styxcache} shares can never change. Immutable.
 */
public final class EntryLayout {

  /** Prefix of names at the top of an entry that belong to the cache; tools cannot use it. */
  public static final String RESERVED = ReservedNames.PREFIX;

  /** The done marker, which makes a folder an entry. */
  public static final String DONE = ReservedNames.DONE;

  /** Content of the done marker. */
  public static final String DONE_CONTENT = "1";

  /** The manifest. */
  public static final String MANIFEST = ".styxcache.json";

  /** Folder in entries of version 0.1.0: what runs had left of mutable inputs. */
  public static final String MUTABLE = ".styxcache.mutable";

  /** In a class of its own since a hit needs none: patterns are slow at their first use. */
  private static final class Names {
    static final Pattern SHARD = Pattern.compile("[0-9a-f]{2}");
    static final Pattern KEY_LOCK = Pattern.compile("[0-9a-f]{64}(\\.merge)?\\.lock");
    static final Pattern RUN = Pattern.compile("[0-9a-f]{32}(\\..*)?");
  }

  private static final int RUN_ID_LENGTH = 32;

  private static final String TRASH = "trash-";
  private static final String STAGING_LOCK = "staging-";
  private static final String MERGE = ".merge";
  private static final String LOCK = ".lock";

  private final Path root;
  private final Optional<GroupAccess> group;

  /**
   * Creates the layout of a cache directory of one user.
   *
   * @param root the cache directory; it need not exist
   */
  public EntryLayout(Path root) {
    this(root, Optional.empty());
  }

  /**
   * Creates the layout of a cache directory.
   *
   * @param root the cache directory; it need not exist
   * @param group opens what is made in it to the group that shares it; empty where modes are left
   *     to the user's umask
   */
  public EntryLayout(Path root, Optional<GroupAccess> group) {
    this.root = root.toAbsolutePath();
    this.group = group;
  }

  /** How what is made in it is opened to a group; empty where no group shares it. */
  public Optional<GroupAccess> group() {
    return group;
  }

  /**
   * Creates a directory of the cache, with those above it.
   *
   * @param folder the directory; it may exist
   * @throws IOException if it cannot be created
   */
  public void create(Path folder) throws IOException {
    if (group.isPresent()) {
      group.get().create(folder);
    } else {
      Files.createDirectories(folder);
    }
  }

  /** The cache directory, as an absolute path. */
  public Path root() {
    return root;
  }

  /** The parent of an entry's folder. */
  public Path shard(CacheKey key) {
    return root.resolve(key.shard());
  }

  /** An entry's folder. */
  public Path entry(CacheKey key) {
    return shard(key).resolve(key.hex());
  }

  /** Whether a folder is an entry: it has the done marker, and is not a link to a folder. */
  public static boolean isEntry(Path folder) throws IOException {
    return isEntry(folder, FileStat.ifPresent(folder));
  }

  /**
   * Whether a folder is an entry.
   *
   * @param folder the folder
   * @param stat what the file system says of the folder
   * @return whether it is an entry
   * @throws IOException if the file system failed
   */
  public static boolean isEntry(Path folder, Optional<FileStat> stat) throws IOException {
    return isKind(stat, FileStat.Kind.DIRECTORY)
        && isKind(FileStat.ifPresent(folder.resolve(DONE)), FileStat.Kind.FILE);
  }

  private static boolean isKind(Optional<FileStat> stat, FileStat.Kind kind) {
    return stat.isPresent() && stat.get().kind() == kind;
  }

  /** The folder for runs in progress and for trash. */
  public Path incoming() {
    return root.resolve(".incoming");
  }

  /** The output folder of a run in progress. */
  public Path staging(String run) {
    return incoming().resolve(run);
  }

  /** The folder for the cache's own records of a run in progress, which the tool does not see. */
  public Path record(String run) {
    return incoming().resolve(run + ".record");
  }

  /**
   * A place for something that blocks the final name of a run's entry.
   *
   * @param run the run's id
   * @param number makes the name unique
   * @return its path
   */
  public Path aside(String run, int number) {
    return incoming().resolve(run + ".aside-" + number);
  }

  /** A new name for something that any process may delete at any time. */
  public Path newTrash() {
    return incoming().resolve(TRASH + UUID.randomUUID());
  }

  /** The folder for corrupt entries that were set aside. */
  public Path quarantine() {
    return root.resolve(".quarantine");
  }

  /** The folder for outputs that became no entry and that their user may need. */
  public Path kept() {
    return root.resolve(".kept");
  }

  /** The folder for notes of outputs that living processes expose. */
  public Path shown() {
    return root.resolve(".shown");
  }

  /**
   * The folder for an empty file, named by the key, for each output tree that a process exposes.
   *
   * @param run the run whose {@link #stagingLock} says that the process lives
   * @return its path
   */
  public Path shown(String run) {
    return shown().resolve(run);
  }

  /** A file whose time says when exposed outputs were last collected. */
  public Path shownSwept() {
    return shown().resolve("swept");
  }

  /**
   * The folder for an empty file, named by the key, for each entry that is still to be pushed to a
   * remote store. Names of remote stores can be long and have any characters, so their digests are
   * used.
   *
   * @param place the name of the remote store
   * @return its path
   */
  public Path unpushed(String place) {
    return root.resolve(".unpushed").resolve(CacheKey.ofCanonicalText(place).hex());
  }

  /** The folder for lock files. */
  public Path locks() {
    return root.resolve(".locks");
  }

  /** The lock file of a key. */
  public Path keyLock(CacheKey key) {
    return locks().resolve(key.hex() + LOCK);
  }

  /** The lock file for merging into an entry, or removing what has its name. */
  public Path mergeLock(CacheKey key) {
    return locks().resolve(key.hex() + MERGE + LOCK);
  }

  /** The lock file that says that a run's process lives. */
  public Path stagingLock(String run) {
    return locks().resolve(STAGING_LOCK + run + LOCK);
  }

  /** The name of a stream's capture as lines, which Python reads and writes too. */
  public static String capture(StreamName stream) {
    return RESERVED + "." + stream.text() + ".gz";
  }

  /** The name of a stream's capture as bytes, for streams that are not UTF-8. */
  public static String rawCapture(StreamName stream) {
    return RESERVED + "." + stream.text() + ".raw.gz";
  }

  /** A new name at the top of an entry for a file that is about to be renamed. */
  public static String newTemporary() {
    return RESERVED + ".tmp-" + UUID.randomUUID().toString().replace("-", "");
  }

  /** Whether a name at the top of an entry belongs to the cache. */
  public static boolean isReserved(String name) {
    return ReservedNames.contain(name);
  }

  /** Whether a name in the cache directory is that of a folder of entries. */
  public static boolean isShard(String name) {
    return Names.SHARD.matcher(name).matches();
  }

  /** Whether a name has the form of a key. */
  public static boolean isKey(String name) {
    return CacheKey.isKey(name);
  }

  /** Whether a name in {@link #incoming} is that of trash. */
  public static boolean isTrash(String name) {
    return name.startsWith(TRASH);
  }

  /** Whether a name in {@link #incoming} belongs to a run. */
  public static boolean isRun(String name) {
    return Names.RUN.matcher(name).matches();
  }

  /**
   * The run that a name in {@link #incoming} belongs to.
   *
   * @param name a name for which {@link #isRun} is true
   * @return the run's id
   */
  public static String runOf(String name) {
    return name.substring(0, RUN_ID_LENGTH);
  }

  /**
   * The run that a lock file belongs to.
   *
   * @param name a name in {@link #locks}
   * @return the run's id; empty for another kind of lock
   */
  public static String runOfLock(String name) {
    boolean ofRun =
        name.length() == STAGING_LOCK.length() + RUN_ID_LENGTH + LOCK.length()
            && name.startsWith(STAGING_LOCK)
            && name.endsWith(LOCK);
    return ofRun
        ? name.substring(STAGING_LOCK.length(), STAGING_LOCK.length() + RUN_ID_LENGTH)
        : "";
  }

  /** Whether a name in {@link #locks} is that of a key's lock, of either kind. */
  public static boolean isKeyLock(String name) {
    return Names.KEY_LOCK.matcher(name).matches();
  }
}
