package dev.styxcache.adapter.runner.local;

import dev.styxcache.adapter.runner.process.ProcessText;
import dev.styxcache.application.api.InvalidOutputException;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.application.api.ShellQuoting;
import dev.styxcache.files.TreeDeletion;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The private folder of one run in a sandbox: its home and temporary directory, the arguments of
 * the sandbox, and what the sandbox says of the tool's end. It is locked while the run lasts, so
 * that folders of killed processes are told from others, and are deleted by the next run. For one
 * thread.
 */
final class SandboxFolder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SandboxFolder.class);
  private static final String PREFIX = "styxcache-sandbox-";
  private static final String LOCK = "lock";
  private static final String ARGUMENTS = "arguments";
  private static final String SCRIPT = "command";

  /** Present in the status once the tool has ended; absent if it was never started. */
  private static final String ENDED = "\"exit-code\"";

  /**
   * The folders of this process. Their locks must not be tried: closing a second channel of a file
   * releases all locks that the process has on it.
   */
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel lock;

  private SandboxFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Creates a folder.
   *
   * @param directory the directory for temporary files
   * @throws InvalidOutputException if it cannot be created
   */
  @SuppressWarnings("StreamResourceLeak") // The channel is closed with the folder.
  static SandboxFolder in(Path directory) {
    collect(directory);
    try {
      Path folder = Files.createTempDirectory(directory, PREFIX);
      OURS.add(folder);
      // Locked before it has its name: others take one that is not locked for abandoned.
      Path unnamed = folder.resolve(LOCK + ".new");
      FileChannel channel =
          FileChannel.open(unnamed, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      channel.lock();
      Files.move(unnamed, folder.resolve(LOCK));
      Files.createDirectory(folder.resolve("home"));
      Files.createDirectory(folder.resolve("tmp"));
      return new SandboxFolder(folder, channel);
    } catch (ClosedByInterruptException e) {
      throw new RunInterruptedException("interrupted while a sandbox was prepared", e);
    } catch (IOException e) {
      throw new InvalidOutputException(
          "the private folder of the sandbox cannot be created in "
              + directory
              + " ("
              + e.getMessage()
              + "): make room there, or set TMPDIR to another directory",
          e);
    }
  }

  Path home() {
    return folder.resolve("home");
  }

  Path temporary() {
    return folder.resolve("tmp");
  }

  /** The file of the arguments, and the one beside it that receives the status. */
  Path arguments() {
    return folder.resolve(ARGUMENTS);
  }

  /** A script for a shell that becomes the tool. */
  Path script() {
    return folder.resolve(SCRIPT);
  }

  /** Writes the sandbox's arguments to their file, which has no limit of length. */
  void write(List<String> arguments) {
    write(arguments(), String.join("\0", arguments) + "\0");
  }

  /** Writes the script that becomes the tool. */
  void writeScript(List<String> command) {
    StringBuilder script = new StringBuilder("exec");
    for (String argument : command) {
      script.append(' ').append(ShellQuoting.quote(argument));
    }
    write(script(), script.append('\n').toString());
  }

  private static void write(Path file, String text) {
    try {
      Files.write(file, ProcessText.encode(text));
    } catch (IOException e) {
      throw new InvalidOutputException(
          "the arguments of the sandbox cannot be written to "
              + file
              + " ("
              + e.getMessage()
              + "): make room there, or set TMPDIR to another directory",
          e);
    }
  }

  /** Whether the tool was started, and has ended. */
  boolean toolHasEnded() {
    try {
      return Files.readString(folder.resolve(ARGUMENTS + ".status")).contains(ENDED);
    } catch (IOException e) {
      LOG.debug("the sandbox left no status", e);
      return false;
    }
  }

  /** Deletes the folder. A failure is logged only: it must not lose the tool's outputs. */
  @Override
  public void close() {
    try {
      delete(folder);
      lock.close();
    } catch (IOException e) {
      LOG.warn("{} cannot be deleted ({}); delete it", folder, e.toString());
    } finally {
      OURS.remove(folder);
    }
  }

  /** Deletes the lock last, so that an interrupted deletion is finished by the next run. */
  private static void delete(Path folder) throws IOException {
    for (String name : List.of("tmp", "home", SCRIPT, ARGUMENTS, ARGUMENTS + ".status", LOCK)) {
      TreeDeletion.delete(folder.resolve(name));
    }
    TreeDeletion.delete(folder);
  }

  /** Deletes the folders of this user whose processes have died. */
  private static void collect(Path directory) {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(directory, PREFIX + "*")) {
      for (Path folder : folders) {
        if (!OURS.contains(folder)) {
          collectIfAbandoned(folder);
        }
      }
    } catch (IOException e) {
      LOG.debug("{} is not searched for abandoned folders", directory, e);
    }
  }

  private static void collectIfAbandoned(Path folder) {
    try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
        FileLock held = channel.tryLock()) {
      if (held != null) {
        delete(folder);
      }
    } catch (NoSuchFileException e) {
      // It is just being created or deleted.
      LOG.trace("{} has no lock", folder);
    } catch (IOException e) {
      LOG.debug("{} is not collected", folder, e);
    }
  }
}
