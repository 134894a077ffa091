package dev.styxcache.adapter.fs.hash;

import dev.styxcache.adapter.fs.memo.DigestMemo;
import dev.styxcache.application.port.ByteProgress;
import dev.styxcache.application.port.ContentHasher;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/**
 * Reads files from their beginning to their end, several at a time, in small pieces. Of a tree only
 * some tens of bytes a file are kept: names, sizes and times.
 */
final class StreamingContentHasher implements ContentHasher {

  private final Blake3 blake3;
  private final ByteProgress progress;
  private final FileDigester digester;
  private final InstantSource clock;
  private final Optional<DigestMemo> memo;
  private final ExecutorService threads = HashThreads.start();

  StreamingContentHasher(Blake3 blake3, ByteProgress progress) {
    this(blake3, progress, InstantSource.system());
  }

  StreamingContentHasher(Blake3 blake3, ByteProgress progress, InstantSource clock) {
    this(blake3, progress, clock, Optional.empty());
  }

  StreamingContentHasher(
      Blake3 blake3, ByteProgress progress, InstantSource clock, Optional<DigestMemo> memo) {
    this.memo = memo;
    this.clock = clock;
    this.blake3 = blake3;
    this.progress = progress;
    this.digester = new FileDigester(blake3, clock);
  }

  @Override
  public List<HashedContent> hash(List<Path> paths) {
    List<InputDigest> inputs = new ArrayList<>();
    try (ProgressRound round = new ProgressRound(progress);
        MemoRound remembered = new MemoRound(memo, clock);
        OrderedDigests digests = new OrderedDigests(digester, threads, round::read, remembered)) {
      // All of them first, so that it is known how much is due, and bad ones are found at once.
      for (Path path : paths) {
        Survey survey = survey(path);
        round.due(survey.bytes());
        remembered.due(survey.bytes());
        inputs.add(new InputDigest(survey, digester));
      }
      inputs.forEach(input -> input.begin(digests, blake3));
      digests.finish();
    }
    return inputs.stream().map(InputDigest::result).toList();
  }

  private static Survey survey(Path path) {
    try {
      return Surveyor.survey(path);
    } catch (UnusableInputException e) {
      throw e.forUser(path);
    }
  }
}
