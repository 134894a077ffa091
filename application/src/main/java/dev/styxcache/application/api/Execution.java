package dev.styxcache.application.api;

import dev.styxcache.domain.manifest.PathPattern;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a tool: declare parameters and inputs, then outputs, then run it, once. Not
 * thread-safe.
 *
 * <p>An execution that is never run leaves nothing behind.
 */
public interface Execution {

  /**
   * Declares an input.
   *
   * @param hostFile a file or directory; a relative path starts from the runner's working directory
   * @param resolveParent whether the tool needs to see the whole parent directory; of a mutable
   *     input it sees only the copy
   * @param mutable whether the tool writes to it: it is given a writable copy in its output
   *     directory, see {@link #mutableCopy}, and the original is never touched
   * @return the path by which the tool sees it, for the arguments of {@link #run}
   * @throws InvalidInputException if it does not exist, or is neither a file nor a directory; with
   *     {@code resolveParent} only its parent directory must exist, since some tools take the
   *     beginning that several names have in common
   * @throws IllegalStateException if an output was declared already, or the run has begun
   */
  String inputFile(Path hostFile, boolean resolveParent, boolean mutable);

  /**
   * Declares an output.
   *
   * @param localFile a path relative to the tool's working directory; {@code .} is that directory
   *     itself
   * @param optional whether the tool can succeed without making it
   * @return its path after {@link #run}; it need not exist before
   * @throws InvalidOutputException if the name leads out of the output directory
   */
  Path outputFile(String localFile, boolean optional);

  /**
   * The copy of a mutable input, which the tool has changed once {@link #run} has returned. Its
   * name is the input's base name, or {@code stem_1.ext} if another copy has that. Can be called
   * often.
   *
   * @param hostFile an input that was declared as mutable, by this path
   * @return the path of the copy after {@link #run}, in the output directory; it need not exist
   *     before. By default the input itself: runners written for version 0.1.0 have the tool write
   *     to the original, and a cache does not store such runs
   * @throws IllegalStateException if no such input was declared as mutable
   */
  default Path mutableCopy(Path hostFile) {
    return hostFile;
  }

  /**
   * Makes the names of the inputs part of the key, for a tool that reads meaning from them or makes
   * its outputs' names of them. Without it equal content under another name may be a hit.
   *
   * <p>An execution that makes no key ignores this, and so does the default method; one that wraps
   * another must pass it on.
   *
   * @throws IllegalStateException if an output was declared already, or the run has begun
   */
  default void inputNamesInKey() {}

  /**
   * Declares outputs by a pattern: all that the tool makes and that matches it.
   *
   * @param pattern the pattern, relative to the tool's working directory; a path that is literally
   *     the pattern wins
   * @param optional whether the tool can succeed without making anything that matches
   * @return the path after {@link #run} of the directory that the matches are in
   */
  default Path outputPattern(PathPattern pattern, boolean optional) {
    return outputFile(".", true);
  }

  /**
   * Declares the parameters.
   *
   * @param params the parameters by name, nested at will; values may be null
   * @return the parameters to use from here on, usually the same
   * @throws IllegalStateException if an output was declared already, or the run has begun
   */
  Map<String, ?> params(Map<String, ?> params);

  /**
   * Runs the tool and waits until it ends.
   *
   * <p>While the tool runs, each handler is called by one thread at a time, not by the caller's. If
   * a handler throws, the tool is ended, and the exception is thrown here.
   *
   * @param command the command's arguments, the executable first
   * @param stdout receives the tool's standard output as it comes
   * @param stderr receives the tool's standard error as it comes
   * @throws ToolFailedException if the tool ran and failed
   * @throws ToolNotStartedException if it could not be started
   * @throws MutableCopyException if the copy of a mutable input could not be made
   * @throws RunInterruptedException if the thread was interrupted; the tool and its descendants
   *     have been ended, and the thread's interrupt flag is set
   */
  void run(List<String> command, OutputHandler stdout, OutputHandler stderr);

  /**
   * Runs the tool with its output in the log, at level debug: each line of standard output and of
   * standard error.
   *
   * @param command the command's arguments, the executable first
   * @throws ToolFailedException if the tool ran and failed
   * @throws ToolNotStartedException if it could not be started
   * @throws RunInterruptedException if the thread was interrupted
   */
  default void run(List<String> command) {
    Logger log = LoggerFactory.getLogger("dev.styxcache.tool");
    run(
        command,
        OutputHandler.lines(line -> log.debug("{}", line)),
        OutputHandler.lines(line -> log.debug("{}", line)));
  }

  /**
   * The outcome of the run: whether it was a hit, its key and entry, and why it was no hit.
   *
   * @return the report; empty before {@link #run} has returned, and for a runner that does not
   *     cache
   */
  default Optional<RunReport> report() {
    return Optional.empty();
  }
}
