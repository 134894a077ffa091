package dev.styxcache.adapter.hash;

import dev.styxcache.application.spi.ContentWatch;
import dev.styxcache.domain.key.ContentHash;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares what an input is made up of with what it was before it was digested. Content is read
 * again only of files that were changed just before, whose times may hide another change.
 *
 * <p>Filled by one thread, then safe for use by many.
 */
final class SurveyWatch implements ContentWatch {

  private record Hiding(Path file, FileStat stat, ContentHash hash) {}

  private final Survey before;
  private final Surveyor surveyor;
  private final FileDigester digester;
  private final List<Hiding> hiding = new ArrayList<>();

  SurveyWatch(Survey before, Surveyor surveyor, FileDigester digester) {
    this.before = before;
    this.surveyor = surveyor;
    this.digester = digester;
  }

  /** Takes note of a file whose content has to be compared. */
  void compareContent(Path file, FileStat stat, ContentHash hash) {
    hiding.add(new Hiding(file, stat, hash));
  }

  @Override
  public Optional<Path> findChange() {
    try {
      Optional<Path> difference = before.firstDifference(surveyor.survey(before.input()));
      if (difference.isPresent()) {
        return difference;
      }
      for (Hiding file : hiding) {
        FileDigester.FileDigest now = digester.digest(file.file(), file.stat(), bytes -> {});
        if (!now.hash().equals(file.hash())) {
          return Optional.of(file.file());
        }
      }
      return Optional.empty();
    } catch (UnusableInputException e) {
      // It could be digested before, so that this is a change too.
      return Optional.of(e.path());
    }
  }
}
