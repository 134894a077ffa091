package dev.styxcache.cli.command;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.InvalidInputException;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.cli.arguments.Arguments;
import dev.styxcache.cli.arguments.Option;
import dev.styxcache.cli.arguments.Syntax;
import dev.styxcache.cli.context.Context;
import dev.styxcache.cli.failure.ExitCode;
import dev.styxcache.cli.failure.UsageException;
import dev.styxcache.cli.progress.ByteBar;
import dev.styxcache.configuration.Configuration;
import dev.styxcache.configuration.assembly.Hashers;
import java.util.List;

/** {@code styxcache hash}: digests files as {@code b3sum} does, and directories. */
final class HashCommand implements Command {

  private static final Option NO_MEMO =
      Option.flag("Read every file, without the digest cache.", "--no-memo");

  @Override
  public Syntax syntax() {
    return new Syntax(
        "hash",
        "Prints the BLAKE3 digest of files, as b3sum does, and of directory trees.",
        List.of(NO_MEMO, CommonOptions.CONFIG, CommonOptions.DEBUG),
        "PATH...",
        false,
        List.of(
            "",
            "A path that cannot be digested is reported, the others are still hashed, and the exit"
                + " code is 1.",
            "",
            "Example:",
            "  styxcache hash t1.nii derivatives/"));
  }

  @Override
  public int execute(Arguments arguments, Context context) {
    if (arguments.operands().isEmpty()) {
      throw new UsageException("there is nothing to hash; name files or directories");
    }
    Configuration configuration = CommonOptions.configuration(arguments, context);
    ByteProgress progress = ByteBar.on(context, ByteBar.HASHING);
    ContentHasher hasher =
        arguments.has(NO_MEMO)
            ? Hashers.provider(configuration).create(progress)
            : Hashers.create(configuration, progress);
    int code = ExitCode.OK;
    for (String path : arguments.operands()) {
      try {
        if (path.isEmpty()) {
          throw new InvalidInputException(
              "the path is empty; give a path, such as . for this directory");
        }
        String digest =
            hasher.hash(List.of(context.workingDirectory().resolve(path))).get(0).hash().hex();
        context.output().line(line(digest, path));
      } catch (InvalidInputException e) {
        context.notice(String.valueOf(e.getMessage()));
        code = ExitCode.NO;
      }
    }
    return code;
  }

  /** As in {@code b3sum}, a path with a backslash or a line feed is escaped and the line marked. */
  static String line(String digest, String path) {
    if (path.indexOf('\\') < 0 && path.indexOf('\n') < 0) {
      return digest + "  " + path;
    }
    return "\\" + digest + "  " + path.replace("\\", "\\\\").replace("\n", "\\n");
  }
}
