package dev.styxcache.adapter.hash;

import dev.styxcache.adapter.hash.cache.DigestMemo;
import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.IncomingDigest;
import dev.styxcache.blake3.KernelSelector;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;

/**
 * Digests files several at a time, small ones many together. Of a tree only some tens of bytes a
 * file are kept: names, sizes and times.
 */
final class StreamingContentHasher implements ContentHasher {

  private final ExecutorService threads = HashThreads.start();
  private final Contents contents;
  private final ByteProgress progress;
  private final FileDigester digester;
  private final Surveyor surveyor = new Surveyor(threads);
  private final InstantSource clock;
  private final Optional<DigestMemo> memo;

  StreamingContentHasher(Function<Executor, Contents> contents, ByteProgress progress) {
    this(contents, progress, InstantSource.system(), Optional.empty());
  }

  /**
   * A new hasher.
   *
   * @param contents makes what digests, given the threads that it can have help from
   * @param progress is told how far it has come
   * @param clock tells which files were changed just now
   * @param memo remembers digests
   */
  StreamingContentHasher(
      Function<Executor, Contents> contents,
      ByteProgress progress,
      InstantSource clock,
      Optional<DigestMemo> memo) {
    this.contents = contents.apply(threads);
    this.progress = progress;
    this.clock = clock;
    this.memo = memo;
    this.digester = new FileDigester(this.contents, clock);
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
        inputs.add(new InputDigest(survey, surveyor, digester));
      }
      inputs.forEach(input -> input.begin(digests, contents));
      digests.finish();
    }
    return inputs.stream().map(InputDigest::result).toList();
  }

  @Override
  public void announce(long bytes) {
    contents.due(bytes);
  }

  @Override
  public IncomingDigest incoming(long bytes) {
    // In the kernels' way with any implementation: pieces come in any order, which streams cannot.
    return new KernelIncomingDigest(KernelSelector.auto(), bytes);
  }

  private Survey survey(Path path) {
    try {
      return surveyor.survey(path);
    } catch (UnusableInputException e) {
      throw e.forUser(path);
    }
  }
}
