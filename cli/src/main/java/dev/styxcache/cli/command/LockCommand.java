package dev.styxcache.cli.command;

import dev.styxcache.application.api.ImageDigestResolver;
import dev.styxcache.application.api.ImageDigestResolver.Resolution;
import dev.styxcache.application.api.Runner;
import dev.styxcache.cli.arguments.Arguments;
import dev.styxcache.cli.arguments.Syntax;
import dev.styxcache.cli.call.KeyOverrides;
import dev.styxcache.cli.context.Context;
import dev.styxcache.cli.failure.CommandFailedException;
import dev.styxcache.cli.failure.ExitCode;
import dev.styxcache.cli.failure.UsageException;
import dev.styxcache.cli.wiring.RunComponents;
import dev.styxcache.configuration.Configuration;
import dev.styxcache.configuration.assembly.CallerEnvironment;
import dev.styxcache.configuration.assembly.ImageLock;
import dev.styxcache.configuration.assembly.Runners;
import dev.styxcache.domain.Metadata;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code styxcache lock}: writes the digests of images to the lock file. */
final class LockCommand implements Command {

  @Override
  public Syntax syntax() {
    return new Syntax(
        "lock",
        "Writes which digest each image has in the runner's engine to the lock file of images.",
        List.of(CommonOptions.RUNNER, CommonOptions.CONFIG, CommonOptions.DEBUG),
        "[IMAGE...]",
        false,
        List.of(
            "",
            "Without IMAGE, the images that the file has are looked up again. Check the file in"
                + " beside the pipeline: hits need no engine then.",
            "",
            "Example:",
            "  styxcache lock --runner docker brainlife/fsl:6.0.4"));
  }

  @Override
  public int execute(Arguments arguments, Context context) {
    Configuration configuration = CommonOptions.configuration(arguments, context);
    CallerEnvironment caller =
        RunComponents.caller(context.workingDirectory(), KeyOverrides.none());
    Runner runner = Runners.create(configuration, caller);
    Path file = Runners.imageLock(configuration, caller);
    ImageLock lock = ImageLock.read(file);
    List<String> tags = new ArrayList<>(arguments.operands());
    if (tags.isEmpty()) {
      tags.addAll(lock.digests().keySet());
    }
    if (tags.isEmpty()) {
      throw new UsageException("there is nothing to lock: name images");
    }
    String engine = Runners.lockedEngine(configuration);
    ImageDigestResolver images = Runners.unlockedImages(configuration, runner, caller);
    int code = ExitCode.OK;
    for (String tag : tags) {
      String image =
          runner.effectiveImage(new Metadata("lock", "lock", "styxcache", Optional.of(tag)));
      if (images.resolve(image) instanceof Resolution.Resolved resolved) {
        lock = lock.with(image, engine, resolved.digest());
        context.output().line(resolved.digest().value() + "  " + image);
      } else {
        context.notice(
            "the image "
                + image
                + " is not locked: "
                + ((Resolution.Unresolved) images.resolve(image)).reason());
        code = ExitCode.NO;
      }
    }
    try {
      lock.write(file);
    } catch (IOException e) {
      throw new CommandFailedException(
          "the lock file "
              + file
              + " cannot be written ("
              + e
              + "): make room there, or name another by policy.image_lock",
          e);
    }
    return code;
  }
}
