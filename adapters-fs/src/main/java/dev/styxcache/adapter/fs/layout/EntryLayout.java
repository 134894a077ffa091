package dev.styxcache.adapter.fs.layout;

import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.manifest.StreamName;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Every name that the local cache has on disk. {@code docs/entry-layout.md} says what each is for;
 * those that Python's {@code styxcache} knows too can never change.
 */
public final class EntryLayout {

  /** Names at the top of an entry that begin so are the cache's own, and no tool's. */
  public static final String RESERVED = ".styxcache";

  /** Makes a folder an entry. */
  public static final String DONE = ".styxcache.done";

  /** What {@link #DONE} contains. */
  public static final String DONE_CONTENT = "1";

  /** What an entry says of itself. */
  public static final String MANIFEST = ".styxcache.json";

  /** What a run left of its mutable inputs. */
  public static final String MUTABLE = ".styxcache.mutable";

  /** Apart, as a hit needs none of them, and patterns are slow at their first use. */
  private static final class Names {
    static final Pattern SHARD = Pattern.compile("[0-9a-f]{2}");
    static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");
    static final Pattern KEY_LOCK = Pattern.compile("[0-9a-f]{64}(\\.merge)?\\.lock");
    static final Pattern RUN = Pattern.compile("[0-9a-f]{32}(\\..*)?");
  }

  private static final int RUN_ID_LENGTH = 32;

  private static final String TRASH = "trash-";
  private static final String STAGING_LOCK = "staging-";
  private static final String MERGE = ".merge";
  private static final String LOCK = ".lock";

  private final Path root;

  /**
   * The layout of one cache directory.
   *
   * @param root the cache directory, which need not exist
   */
  public EntryLayout(Path root) {
    this.root = root.toAbsolutePath();
  }

  /**
   * The cache directory.
   *
   * @return an absolute path
   */
  public Path root() {
    return root;
  }

  /**
   * The folder that an entry's folder is in.
   *
   * @param key the entry's key
   * @return its path
   */
  public Path shard(CacheKey key) {
    return root.resolve(key.shard());
  }

  /**
   * An entry's folder.
   *
   * @param key the entry's key
   * @return its path
   */
  public Path entry(CacheKey key) {
    return shard(key).resolve(key.hex());
  }

  /**
   * Holds runs in progress, and what is about to be deleted.
   *
   * @return its path
   */
  public Path incoming() {
    return root.resolve(".incoming");
  }

  /**
   * The folder that a run in progress writes to.
   *
   * @param run the run's id
   * @return its path
   */
  public Path staging(String run) {
    return incoming().resolve(run);
  }

  /**
   * What the cache itself keeps of a run in progress, where the tool does not see it.
   *
   * @param run the run's id
   * @return the path of a folder
   */
  public Path record(String run) {
    return incoming().resolve(run + ".record");
  }

  /**
   * Where something that stands in a run's way is put.
   *
   * @param run the run's id
   * @param number tells several such things apart
   * @return its path
   */
  public Path aside(String run, int number) {
    return incoming().resolve(run + ".aside-" + number);
  }

  /**
   * Something to be deleted, by anybody and at any time.
   *
   * @param id makes the name unique
   * @return its path
   */
  public Path trash(String id) {
    return incoming().resolve(TRASH + id);
  }

  /**
   * Holds damaged entries that were set aside.
   *
   * @return its path
   */
  public Path quarantine() {
    return root.resolve(".quarantine");
  }

  /**
   * Holds notes of what living processes show in the place of entries.
   *
   * @return its path
   */
  public Path shown() {
    return root.resolve(".shown");
  }

  /**
   * Holds an empty file, named by its key, for each thing that a process shows.
   *
   * @param run the run whose {@link #stagingLock} says that the process lives
   * @return its path
   */
  public Path shown(String run) {
    return shown().resolve(run);
  }

  /**
   * Says by its time when things that are shown were last swept.
   *
   * @return its path
   */
  public Path shownSwept() {
    return shown().resolve("swept");
  }

  /**
   * Holds an empty file, named by its key, for each entry that is still to be sent to a place where
   * the cache is shared. Names of places may be long and have any characters, so their digests
   * stand for them.
   *
   * @param place the name of the place
   * @return its path
   */
  public Path unpushed(String place) {
    return root.resolve(".unpushed").resolve(CacheKey.ofCanonicalText(place).hex());
  }

  /**
   * Holds the lock files.
   *
   * @return its path
   */
  public Path locks() {
    return root.resolve(".locks");
  }

  /**
   * The lock file of a key.
   *
   * @param key the key
   * @return its path
   */
  public Path keyLock(CacheKey key) {
    return locks().resolve(key.hex() + LOCK);
  }

  /**
   * The lock file of those who add to an entry, or take away what is in its place.
   *
   * @param key the entry's key
   * @return its path
   */
  public Path mergeLock(CacheKey key) {
    return locks().resolve(key.hex() + MERGE + LOCK);
  }

  /**
   * The lock file that says that a run's process lives.
   *
   * @param run the run's id
   * @return its path
   */
  public Path stagingLock(String run) {
    return locks().resolve(STAGING_LOCK + run + LOCK);
  }

  /**
   * A stream's lines as Python reads and writes them.
   *
   * @param stream the stream
   * @return the name within an entry
   */
  public static String capture(StreamName stream) {
    return RESERVED + "." + stream.text() + ".gz";
  }

  /**
   * A stream's bytes, where they are not UTF-8.
   *
   * @param stream the stream
   * @return the name within an entry
   */
  public static String rawCapture(StreamName stream) {
    return RESERVED + "." + stream.text() + ".raw.gz";
  }

  /**
   * A name at the top of an entry for something that is about to be renamed.
   *
   * @param id makes the name unique
   * @return the name
   */
  public static String temporary(String id) {
    return RESERVED + ".tmp-" + id;
  }

  /**
   * Whether a name at the top of an entry is the cache's own.
   *
   * @param name the name
   * @return whether no tool may have it
   */
  public static boolean isReserved(String name) {
    return name.startsWith(RESERVED);
  }

  /**
   * Whether a name in the cache directory is that of a folder of entries.
   *
   * @param name the name
   * @return whether it is
   */
  public static boolean isShard(String name) {
    return Names.SHARD.matcher(name).matches();
  }

  /**
   * Whether a name in a folder of entries is that of an entry.
   *
   * @param name the name
   * @return whether it has the form of a key
   */
  public static boolean isKey(String name) {
    return Names.KEY.matcher(name).matches();
  }

  /**
   * Whether a name in {@link #incoming} is that of trash.
   *
   * @param name the name
   * @return whether it is
   */
  public static boolean isTrash(String name) {
    return name.startsWith(TRASH);
  }

  /**
   * Whether a name in {@link #incoming} belongs to a run.
   *
   * @param name the name
   * @return whether it does
   */
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
   * @return the run's id, or the empty string where it is another kind of lock
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

  /**
   * Whether a name in {@link #locks} is that of a key's lock, of either kind.
   *
   * @param name the name
   * @return whether it is
   */
  public static boolean isKeyLock(String name) {
    return Names.KEY_LOCK.matcher(name).matches();
  }
}
