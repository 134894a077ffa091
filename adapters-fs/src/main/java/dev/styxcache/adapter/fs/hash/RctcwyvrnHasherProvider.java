package dev.styxcache.adapter.fs.hash;

import dev.styxcache.adapter.fs.memo.FileMemo;
import dev.styxcache.application.port.ByteProgress;
import dev.styxcache.application.port.ContentHasher;
import dev.styxcache.application.port.HasherProvider;
import dev.styxcache.application.port.MemoSettings;
import java.time.InstantSource;
import java.util.Optional;

/** Makes hashers that run everywhere, with the library {@code io.github.rctcwyvrn:blake3}. */
public final class RctcwyvrnHasherProvider implements HasherProvider {

  /** For {@link java.util.ServiceLoader}. */
  public RctcwyvrnHasherProvider() {}

  @Override
  public String name() {
    return "rctcwyvrn";
  }

  @Override
  public ContentHasher create(ByteProgress progress) {
    return new StreamingContentHasher(new RctcwyvrnBlake3(), progress);
  }

  @Override
  public ContentHasher create(ByteProgress progress, MemoSettings memo) {
    InstantSource clock = InstantSource.system();
    return new StreamingContentHasher(
        new RctcwyvrnBlake3(), progress, clock, Optional.of(new FileMemo(memo, clock)));
  }
}
