package dev.styxcache.adapter.hash;

import dev.styxcache.adapter.hash.FileDigester.FileDigest;
import dev.styxcache.adapter.hash.TreeMember.RegularFile;
import dev.styxcache.application.spi.ContentHasher.HashedContent;
import dev.styxcache.domain.key.ContentHash;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The digest of one input in the making. For one thread. */
final class InputDigest {

  private final Survey survey;
  private final SurveyWatch watch;
  private Optional<ContentHash> hash = Optional.empty();

  InputDigest(Survey survey, Surveyor surveyor, FileDigester digester) {
    this.survey = survey;
    this.watch = new SurveyWatch(survey, surveyor, digester);
  }

  /** Has the input's files digested. The result is there once all that was begun has ended. */
  void begin(OrderedDigests digests, Blake3 blake3) {
    if (survey.stat().type() == FileStat.Type.REGULAR) {
      digests.digest(
          survey.input(),
          survey.input(),
          survey.stat(),
          digest -> {
            note(survey.input(), survey.stat(), digest);
            hash = Optional.of(digest.hash());
          });
      return;
    }
    List<Survey.Tree> trees = survey.trees();
    TreeDigest whole = new TreeDigest(blake3);
    begin(trees.get(0), whole, digests);
    for (Survey.Tree tree : trees.subList(1, trees.size())) {
      TreeDigest outer = new TreeDigest(blake3);
      begin(tree, outer, digests);
      digests.then(() -> whole.outerTree(outer.finish()));
    }
    digests.then(() -> hash = Optional.of(whole.finish()));
  }

  private void begin(Survey.Tree tree, TreeDigest digest, OrderedDigests digests) {
    for (TreeMember member : tree.log()) {
      if (member instanceof RegularFile file) {
        Path path = FileNames.below(tree.directory(), file.path());
        digests.digest(
            survey.input(),
            path,
            file.stat(),
            content -> {
              note(path, file.stat(), content);
              digest.file(file.path(), content.hash());
            });
      }
    }
    digests.then(() -> digest.special(tree.log()));
  }

  private void note(Path file, FileStat stat, FileDigest digest) {
    if (digest.mayChangeUnseen()) {
      watch.compareContent(file, stat, digest.hash());
    }
  }

  HashedContent result() {
    return new HashedContent(
        hash.orElseThrow(() -> new IllegalStateException("it is still being digested")), watch);
  }
}
